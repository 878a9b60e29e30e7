package io.hooklane.management;

/**
 * The body of every error but a validation's.
 *
 * @param code for programs, in snake case
 * @param detail for people: what is wrong and what to do
 */
public record ErrorBody(String code, String detail) {}
