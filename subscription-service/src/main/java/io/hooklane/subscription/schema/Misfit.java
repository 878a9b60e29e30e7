package io.hooklane.subscription.schema;

import java.util.List;

/**
 * Where something is not as it must be.
 *
 * @param place the steps from the outermost object to it
 * @param why for people
 */
public record Misfit(List<String> place, String why) {

  public Misfit {
    place = List.copyOf(place);
  }
}
