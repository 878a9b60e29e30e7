package io.hooklane.subscription.eventtype;

/** An event type as an export has it. */
public record EventTypeImport(EventTypeName name, EventTypeSettings settings) {}
