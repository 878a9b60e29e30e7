package io.hooklane.bench.receiver;

/**
 * What the receiver needs to know of a run before its first request comes.
 *
 * @param run its number, which every payload bears
 * @param fanOut how many endpoints get each event; endpoint {@code e} is the event's {@code e mod
 *     fanOut}th
 * @param lanes how many ordered lanes take turns, event by event; 0 if order does not matter
 */
public record RunPlan(int run, int fanOut, int lanes) {}
