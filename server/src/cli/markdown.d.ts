/** A page as the bundler makes it a module. */
declare module "*.md" {
  const text: string;
  export default text;
}
