"""Names of the features, shared by preprocessing and training."""

NUMERIC = ["trip_miles", "fare", "trip_seconds"]
BUCKETS = {"pickup_latitude": 10, "pickup_longitude": 10, "dropoff_latitude": 10, "dropoff_longitude": 10}
VOCABULARY = ["payment_type", "company"]
LABEL = "big_tip"


def transformed(name: str) -> str:
    return f"{name}_xf"
