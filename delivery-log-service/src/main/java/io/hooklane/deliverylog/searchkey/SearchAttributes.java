package io.hooklane.deliverylog.searchkey;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an environment's messages are found by: where in payloads values stand, by name. */
public final class SearchAttributes {

  /** None. */
  public static final SearchAttributes NONE = of(Map.of());

  /** Of one message; what comes after them in its payload is not indexed. */
  static final int MOST_KEYS = 64;

  private static final int DEEPEST = 100;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final List<Place> places;
  private final Set<String> names;

  /** An attribute, and the way from where the parser stands to its values. */
  private record Place(String name, JsonPointer way) {

    /** The places beyond a step, of those that it leads to. */
    static List<Place> beyond(List<Place> places, Function<JsonPointer, JsonPointer> step) {
      List<Place> reached = new ArrayList<>();
      for (Place place : places) {
        @Nullable JsonPointer left = step.apply(place.way);
        if (left != null) {
          reached.add(new Place(place.name, left));
        }
      }
      return reached;
    }
  }

  private SearchAttributes(List<Place> places) {
    this.places = List.copyOf(places);
    Set<String> all = new LinkedHashSet<>();
    places.forEach(place -> all.add(place.name()));
    this.names = all;
  }

  /**
   * Those with these JSON pointers.
   *
   * @throws IllegalArgumentException when one is none
   */
  public static SearchAttributes of(Map<String, String> pointers) {
    return new SearchAttributes(
        pointers.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> new Place(entry.getKey(), JsonPointer.compile(entry.getValue())))
            .toList());
  }

  /** The names, sorted. */
  public Set<String> names() {
    return names;
  }

  /**
   * What the payload is found by: texts, numbers and truth values where the pointers lead, or in
   * the lists there; each once. None when it is not JSON.
   */
  public List<SearchKey> keysOf(byte[] payload) {
    if (places.isEmpty()) {
      return List.of();
    }
    Set<SearchKey> keys = new LinkedHashSet<>();
    try (JsonParser parser = JSON.createParser(payload)) {
      if (parser.nextToken() != null) {
        read(parser, places, keys);
      }
      if (parser.nextToken() != null) {
        return List.of();
      }
    } catch (IOException e) {
      return List.of();
    }
    return keys.stream().limit(MOST_KEYS).toList();
  }

  /** Reads the value that the parser stands on, to its end. */
  private static void read(JsonParser parser, List<Place> here, Set<SearchKey> keys)
      throws IOException {
    JsonToken token = parser.currentToken();
    if (token.isScalarValue()) {
      for (Place place : here) {
        if (place.way().matches()) {
          add(parser, place.name(), keys);
        }
      }
    } else if (here.isEmpty()) {
      parser.skipChildren();
    } else if (token == JsonToken.START_OBJECT) {
      readObject(parser, here, keys);
    } else {
      readArray(parser, here, keys);
    }
  }

  private static void readObject(JsonParser parser, List<Place> here, Set<SearchKey> keys)
      throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      read(parser, Place.beyond(here, way -> way.matchProperty(name)), keys);
    }
  }

  private static void readArray(JsonParser parser, List<Place> here, Set<SearchKey> keys)
      throws IOException {
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      int index = i;
      List<Place> beyond = Place.beyond(here, way -> way.matchElement(index));
      if (parser.currentToken().isScalarValue()) {
        // A list where a pointer ends: each of its values is one of the attribute's.
        for (Place place : here) {
          if (place.way().matches()) {
            add(parser, place.name(), keys);
          }
        }
      }
      read(parser, beyond, keys);
    }
  }

  private static void add(JsonParser parser, String name, Set<SearchKey> keys) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    String value = parser.getText();
    if (!value.isEmpty()
        && value.length() <= SearchKey.LONGEST_VALUE
        && value.indexOf('\0') < 0
        && keys.size() < MOST_KEYS) {
      keys.add(new SearchKey(name, value));
    }
  }
}
