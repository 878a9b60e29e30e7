package io.hooklane.subscription.eventtype;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The primary key of the event type table, for Hibernate. */
class EventTypeKey implements Serializable {

  private static final long serialVersionUID = 1L;

  String environmentId = "";
  String name = "";

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EventTypeKey key
        && key.environmentId.equals(environmentId)
        && key.name.equals(name);
  }

  @Override
  public int hashCode() {
    return Objects.hash(environmentId, name);
  }
}
