package io.hooklane.management;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A resource that ends in every way in which one can. */
@Path("/probe")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ProbeResource {

  private final Caller caller;

  ProbeResource(Caller caller) {
    this.caller = caller;
  }

  /** A body that quarkus-rest reads by itself. */
  public record Body(@NotBlank String name, @Nullable Integer number, @Nullable List<Body> inner) {}

  /** Who calls. */
  public record Who(String name, String environment) {}

  @GET
  @RolesAllowed(Permission.APPLICATION_READ)
  public Who who(@QueryParam("limit") @Nullable Integer limit) {
    PageRequest.of(limit, null, row -> true);
    return new Who(caller.name(), caller.environment().value());
  }

  @GET
  @Path("/flag")
  @RolesAllowed(Permission.APPLICATION_READ)
  public ErrorBody flag(@QueryParam("dry_run") boolean dryRun) {
    return new ErrorBody(Boolean.toString(dryRun), "");
  }

  @POST
  @RolesAllowed(Permission.ENDPOINT_MANAGE)
  public Body record(@NotNull @Valid Body body) {
    return body;
  }

  @POST
  @Path("/fields")
  @RolesAllowed(Permission.ENDPOINT_MANAGE)
  public ErrorBody fields(byte[] body) {
    return new ErrorBody(JsonBody.parse(body).text("name", 5, null), "");
  }

  @GET
  @Path("/conflict")
  @RolesAllowed(Permission.APPLICATION_READ)
  public Who conflict() {
    throw ApiException.conflict("There is one already");
  }

  @GET
  @Path("/unavailable")
  @RolesAllowed(Permission.APPLICATION_READ)
  public Who unavailable() {
    throw ApiException.unavailable("Kafka is away");
  }

  @GET
  @Path("/bug")
  @RolesAllowed(Permission.APPLICATION_READ)
  public Who bug() {
    throw new IllegalStateException("a secret inside");
  }

  @GET
  @Path("/unannotated")
  public Who unannotated() {
    return new Who("anyone", "any");
  }
}
