export { holds, nodeName, targetsOf, textAt } from "../model/rows.ts";
