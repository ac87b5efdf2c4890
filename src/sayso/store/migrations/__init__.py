"""The migrations of the database, run by `sayso.store.opening`: the only way in which a schema comes to be."""
