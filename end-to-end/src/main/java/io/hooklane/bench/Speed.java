package io.hooklane.bench;

import java.util.Map;

/**
 * What a run at full speed showed.
 *
 * @param perSecond deliveries in the window
 * @param cpuPerThousand CPU seconds of each process for 1,000 deliveries; empty where the system
 *     does not tell
 * @param unrecorded records that the delivery log was behind when the window ended
 */
record Speed(
    double perSecond, Map<String, Double> cpuPerThousand, double unrecorded, Outcome outcome) {}
