package io.hooklane.subscription.sending;

import io.hooklane.management.JsonBody;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body that says what requests to an endpoint authenticate with, and how it is read. */
@Schema(
    name = "EndpointAuthenticationIn",
    description =
        "basic takes username and password; bearer token; oauth2 tokenUrl, clientId, clientSecret"
            + " and perhaps clientAuthentication, scope, audience")
public record AuthenticationIn(
    @Schema(
            required = true,
            enumeration = {"basic", "bearer", "oauth2"})
        String type,
    @Schema(nullable = true, maxLength = LONGEST, description = "Without a colon")
        @Nullable String username,
    @Schema(nullable = true, maxLength = LONGEST, description = "Never shown again")
        @Nullable String password,
    @Schema(nullable = true, maxLength = LONGEST, description = "Never shown again")
        @Nullable String token,
    @Schema(nullable = true, format = "uri", description = "By the rules of endpoints' URLs")
        @Nullable String tokenUrl,
    @Schema(nullable = true, maxLength = LONGEST) @Nullable String clientId,
    @Schema(nullable = true, maxLength = LONGEST, description = "Never shown again")
        @Nullable String clientSecret,
    @Schema(
            nullable = true,
            defaultValue = "basic",
            enumeration = {"basic", "body"},
            description = "Where the client's id and secret go: into a header, or the body")
        @Nullable String clientAuthentication,
    @Schema(nullable = true, maxLength = LONGEST, description = "Separated by spaces")
        @Nullable String scope,
    @Schema(nullable = true, maxLength = LONGEST) @Nullable String audience) {

  private static final int LONGEST = 4_096;
  private static final int LONGEST_URL = 65_536;

  /** RFC 7617, section 2: no control characters, and no colon in the name. */
  private static final Pattern USERNAME = Pattern.compile("[^\\p{Cntrl}:]+");

  private static final Pattern PASSWORD = Pattern.compile("[^\\p{Cntrl}]*");
  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

  /** RFC 6749, appendix A: VSCHAR. */
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]+");

  /** Checks a URL that is to be called. */
  @FunctionalInterface
  public interface UrlRules {

    /** Throws what names the field when the URL may not be called. */
    void check(JsonBody body, String field, String url);
  }

  /** Reads it. Errors never show what was given. */
  public static Authentication read(JsonBody body, UrlRules urls) {
    String type = body.text("type", LONGEST, null);
    return switch (type) {
      case Authentication.Basic.TYPE ->
          new Authentication.Basic(
              text(body, "username", USERNAME, "Give at least one character, no colon, no control"),
              text(body, "password", PASSWORD, "Control characters cannot be sent"));
      case Authentication.Bearer.TYPE ->
          new Authentication.Bearer(
              text(body, "token", VISIBLE, "A token has visible ASCII characters only"));
      case Authentication.OAuth2.TYPE -> oauth2(body, urls);
      default -> throw body.problem("type", "A type is basic, bearer or oauth2");
    };
  }

  private static Authentication oauth2(JsonBody body, UrlRules urls) {
    String url = body.text("tokenUrl", LONGEST_URL, null);
    urls.check(body, "tokenUrl", url);
    String printable = "Give at least one character, printable ASCII only";
    return new Authentication.OAuth2(
        url,
        text(body, "clientId", PRINTABLE, printable),
        text(body, "clientSecret", PRINTABLE, printable),
        clientAuthentication(body),
        optional(body, "scope", PRINTABLE, printable),
        optional(body, "audience", PRINTABLE, printable));
  }

  private static String clientAuthentication(JsonBody body) {
    String field = "clientAuthentication";
    String where = body.nullableText(field, LONGEST, null);
    if (where == null) {
      return "basic";
    }
    if (!where.equals("basic") && !where.equals("body")) {
      throw body.problem(field, "Give basic or body");
    }
    return where;
  }

  private static String text(JsonBody body, String field, Pattern form, String wrong) {
    return checked(body, field, body.text(field, LONGEST, null), form, wrong);
  }

  private static @Nullable String optional(
      JsonBody body, String field, Pattern form, String wrong) {
    String text = body.nullableText(field, LONGEST, null);
    return text == null ? null : checked(body, field, text, form, wrong);
  }

  private static String checked(
      JsonBody body, String field, String text, Pattern form, String wrong) {
    if (!form.matcher(text).matches()) {
      throw body.problem(field, wrong);
    }
    return text;
  }
}
