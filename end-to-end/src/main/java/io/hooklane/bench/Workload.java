package io.hooklane.bench;

import java.util.Map;

/** One thing that the benchmark measures. */
interface Workload {

  /** What it is called on the command line and in JSON. */
  String name();

  /** What it does, for the table. */
  String what();

  /** Whether it is part of a run that names none. */
  default boolean usual() {
    return true;
  }

  /** Environment variables that the product's services need for it. */
  default Map<String, String> tuning() {
    return Map.of();
  }

  /** Runs it. */
  Result run(TestBed bed);
}
