package io.hooklane.bench;

import java.util.Map;

/**
 * What a run at full speed showed.
 *
 * @param perSecond deliveries in the window
 * @param cpuPerThousand CPU seconds of each process for 1,000 deliveries; empty where the system
 *     does not tell
 * @param recordingLag how many seconds the delivery log was behind when the window ended: what had
 *     been received and was not recorded then, at this speed
 */
record Speed(
    double perSecond, Map<String, Double> cpuPerThousand, double recordingLag, Outcome outcome) {}
