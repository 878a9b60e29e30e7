package io.hooklane.bench.log;

import java.util.List;

/** An application of the product's, with its endpoints' ids. */
public record LogCustomer(String id, String uid, List<String> endpoints) {}
