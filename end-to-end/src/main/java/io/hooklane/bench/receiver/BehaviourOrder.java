package io.hooklane.bench.receiver;

/**
 * Lets endpoints answer in a certain way.
 *
 * @param from the first of them
 * @param to the one after the last
 */
public record BehaviourOrder(int from, int to, Behaviour behaviour) {}
