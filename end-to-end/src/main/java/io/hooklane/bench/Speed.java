package io.hooklane.bench;

import java.util.Map;

/**
 * What a run at full speed showed.
 *
 * @param perSecond deliveries in the window
 * @param cpuPerThousand CPU seconds of each process for 1,000 deliveries; empty where the system
 *     does not tell
 */
record Speed(double perSecond, Map<String, Double> cpuPerThousand, Outcome outcome) {}
