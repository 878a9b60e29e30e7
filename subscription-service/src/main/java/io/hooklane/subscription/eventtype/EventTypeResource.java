package io.hooklane.subscription.eventtype;

import io.hooklane.management.Caller;
import io.hooklane.management.JsonBody;
import io.hooklane.management.ListResponse;
import io.hooklane.management.PageRequest;
import io.hooklane.management.Permission;
import io.hooklane.subscription.attribute.Order;
import io.hooklane.subscription.attribute.Upsert;
import io.hooklane.subscription.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The event catalog over HTTP. */
@Path("/api/v1/event-type")
@Tag(name = "Event Type")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EventTypeResource {

  private final EventTypes types;
  private final OpenApiImport openApiImport;
  private final Caller caller;

  EventTypeResource(EventTypes types, OpenApiImport openApiImport, Caller caller) {
    this.types = types;
    this.openApiImport = openApiImport;
    this.caller = caller;
  }

  /** Lists the catalog by name. */
  @GET
  @RolesAllowed(Permission.CATALOG_READ)
  @Operation(operationId = "v1.event-type.list", summary = "List event types")
  public ListResponse<EventTypeOut> list(
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("iterator") @Nullable String iterator,
      @QueryParam("order") @Nullable String order,
      @QueryParam("include_archived") @DefaultValue("false") boolean includeArchived,
      @QueryParam("with_content") @DefaultValue("false") boolean withContent) {
    return types.list(
        view(),
        PageRequest.of(limit, iterator, EventTypeName::isForm),
        Order.ascending(order, true),
        includeArchived,
        withContent);
  }

  /** Adds an event type. */
  @POST
  @Idempotent
  @RolesAllowed(Permission.CATALOG_MANAGE)
  @Operation(operationId = "v1.event-type.create", summary = "Create an event type")
  @RequestBody(content = @Content(schema = @Schema(implementation = EventTypeIn.class)))
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = EventTypeOut.class)))
  public RestResponse<EventTypeOut> create(byte[] body) {
    JsonBody fields = JsonBody.parse(body);
    return answer(
        Upsert.created(
            types.create(
                caller.environment(), EventTypeIn.name(fields), EventTypeIn.read(fields))));
  }

  /** Takes the webhooks of an OpenAPI document into the catalog. */
  @POST
  @Path("/import/openapi")
  @Idempotent
  @RolesAllowed(Permission.CATALOG_MANAGE)
  @Operation(
      operationId = "v1.event-type.import-openapi",
      summary = "Create and update event types by the webhooks of an OpenAPI document")
  @RequestBody(content = @Content(schema = @Schema(implementation = OpenApiImportIn.class)))
  @APIResponse(
      responseCode = "200",
      description = "Imported; all of it or, after an error, nothing",
      content = @Content(schema = @Schema(implementation = OpenApiImportOut.class)))
  public RestResponse<OpenApiImportOut> importOpenApi(byte[] body) {
    JsonBody fields = JsonBody.parse(body);
    return RestResponse.ok(
        openApiImport.run(
            caller.environment(),
            ImportedDocument.read(fields),
            fields.flag("dryRun", false),
            fields.flag("replaceAll", false)));
  }

  /** Gets an event type. */
  @GET
  @Path("/{event_type_name}")
  @RolesAllowed(Permission.CATALOG_READ)
  @Operation(operationId = "v1.event-type.get", summary = "Get an event type")
  public EventTypeOut get(@PathParam("event_type_name") String name) {
    return EventTypeOut.whole(types.get(view(), name));
  }

  /** Shows what events of a type are like. */
  @GET
  @Path("/{event_type_name}/example")
  @RolesAllowed(Permission.CATALOG_READ)
  @Operation(
      operationId = "v1.event-type.get-example",
      summary = "Get a sample of an event type's payload, made of its schema if nobody gave one")
  public EventTypeExampleOut example(
      @PathParam("event_type_name") String name, @QueryParam("version") @Nullable String version) {
    return EventTypeExampleOut.of(types.sample(view(), name, version));
  }

  /** Replaces or adds an event type. */
  @PUT
  @Path("/{event_type_name}")
  @RolesAllowed(Permission.CATALOG_MANAGE)
  @Operation(operationId = "v1.event-type.update", summary = "Update or create an event type")
  @RequestBody(content = @Content(schema = @Schema(implementation = EventTypeIn.class)))
  @APIResponse(
      responseCode = "200",
      description = "Updated",
      content = @Content(schema = @Schema(implementation = EventTypeOut.class)))
  @APIResponse(
      responseCode = "201",
      description = "Created, since there was none",
      content = @Content(schema = @Schema(implementation = EventTypeOut.class)))
  public RestResponse<EventTypeOut> update(@PathParam("event_type_name") String name, byte[] body) {
    return answer(
        types.replace(caller.environment(), name, EventTypeIn.read(JsonBody.parse(body))));
  }

  /** Changes some fields of an event type. */
  @PATCH
  @Path("/{event_type_name}")
  @RolesAllowed(Permission.CATALOG_MANAGE)
  @Operation(operationId = "patch_event_type", summary = "Change some fields of an event type")
  @RequestBody(content = @Content(schema = @Schema(implementation = EventTypePatchIn.class)))
  @APIResponse(
      responseCode = "200",
      description = "Changed",
      content = @Content(schema = @Schema(implementation = EventTypeOut.class)))
  public EventTypeOut patch(@PathParam("event_type_name") String name, byte[] body) {
    JsonBody patch = JsonBody.parse(body);
    return EventTypeOut.whole(
        types.patch(caller.environment(), name, present -> EventTypeIn.patch(patch, present)));
  }

  /** Archives an event type, or removes it. */
  @DELETE
  @Path("/{event_type_name}")
  @RolesAllowed(Permission.CATALOG_MANAGE)
  @Operation(operationId = "v1.event-type.delete", summary = "Archive or remove an event type")
  public void delete(
      @PathParam("event_type_name") String name,
      @QueryParam("expunge") @DefaultValue("false") boolean expunge) {
    types.delete(caller.environment(), name, expunge);
  }

  private CatalogView view() {
    return new CatalogView(caller.environment(), caller.featureFlags());
  }

  private static RestResponse<EventTypeOut> answer(Upsert<EventType> upsert) {
    return RestResponse.status(
        RestResponse.Status.fromStatusCode(upsert.status()), EventTypeOut.whole(upsert.thing()));
  }
}
