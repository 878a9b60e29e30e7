package io.hooklane.deliverylog.listing;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Describes the query parameters that {@link QueryParameters} reads: the lists have most of them in
 * common, and each would otherwise repeat them.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class QueryParameterDocumentation implements OASFilter {

  private static final Map<String, Set<String>> OPERATIONS =
      Map.of(
          "v1.message.list", ListParameters.MESSAGES,
          "v1.message.get", Set.of("with_content"),
          "v1.message-attempt.list-by-endpoint", ListParameters.ATTEMPTS,
          "v1.message-attempt.list-by-msg", ListParameters.MESSAGE_ATTEMPTS,
          "v1.message-attempt.list-attempted-destinations", ListParameters.DESTINATIONS,
          "v1.message-attempt.list-attempted-messages", ListParameters.ATTEMPTED_MESSAGES,
          "search_deliveries", ListParameters.SEARCH,
          "list_undelivered", ListParameters.UNDELIVERED);

  @Override
  public Operation filterOperation(Operation operation) {
    String id = String.valueOf(operation.getOperationId());
    Set<String> read =
        id.startsWith("watch_") ? ListParameters.ACTIVITY : OPERATIONS.getOrDefault(id, Set.of());
    described().entrySet().stream()
        .filter(parameter -> read.contains(parameter.getKey()))
        .forEach(parameter -> operation.addParameter(parameter.getValue()));
    return operation;
  }

  private static Map<String, Parameter> described() {
    Map<String, Parameter> all = new LinkedHashMap<>();
    add(all, "limit", "How many rows at most, 1 to 250", number(50));
    add(all, "iterator", "The iterator of the page before", text());
    add(
        all,
        "status",
        "0 success, 1 pending, 2 fail, 3 sending, 4 canceled",
        number(null).enumeration(List.of(0, 1, 2, 3, 4)));
    add(
        all,
        "status_code_class",
        "The response's class; 0 where no response came",
        number(null).enumeration(List.of(0, 100, 200, 300, 400, 500)));
    add(all, "channel", "Only messages that were published with this channel", text());
    add(all, "tag", "Only messages that were published with this tag", text());
    add(all, "app_id", "Only of this application, by id or uid", text());
    add(all, "endpoint_id", "Only to this endpoint, by id or uid", text());
    add(all, "message_id", "Only of the message of this id", text());
    add(all, "event_id", "Only of the message of this event", text());
    add(all, "failure", "Only where the latest attempt failed so", text());
    add(
        all,
        "value",
        "Only messages that one of the environment's search attributes has this value in;"
            + " attribute.NAME asks for one attribute",
        text());
    add(all, "before", "Only what is older than this moment", text().format("date-time"));
    add(all, "after", "Only what is of this moment or newer", text().format("date-time"));
    add(all, "with_content", "Whether bodies and headers are shown", flag(true));
    add(all, "since", "From this moment on; a day before until", text().format("date-time"));
    add(all, "until", "Before this moment; now if not given", text().format("date-time"));
    add(all, "expanded_statuses", "Taken, and changes nothing", flag(true));
    add(all, "with_attempts", "Whether each row shows its latest attempts", flag(false));
    add(all, "with_msg", "Whether each attempt shows its message", flag(false));
    add(
        all,
        "event_types",
        "Only these event types",
        OASFactory.createSchema().addType(SchemaType.ARRAY).items(text()));
    return all;
  }

  private static void add(
      Map<String, Parameter> all, String name, String description, Schema schema) {
    all.put(
        name,
        OASFactory.createParameter()
            .name(name)
            .in(Parameter.In.QUERY)
            .description(description)
            .schema(schema));
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }

  private static Schema number(@Nullable Integer otherwise) {
    return OASFactory.createSchema().addType(SchemaType.INTEGER).defaultValue(otherwise);
  }

  private static Schema flag(boolean otherwise) {
    return OASFactory.createSchema().addType(SchemaType.BOOLEAN).defaultValue(otherwise);
  }
}
