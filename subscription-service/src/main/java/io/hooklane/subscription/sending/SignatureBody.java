package io.hooklane.subscription.sending;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hooklane.contracts.configuration.Configuration.Signature;
import io.hooklane.contracts.configuration.Configuration.SignatureStyle;
import io.hooklane.management.JsonBody;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How requests to an endpoint are signed, as callers write it.
 *
 * @param header of the style {@code timestamped-hex}, and only of that
 */
@Schema(name = "Signature")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignatureBody(
    @Schema(
            required = true,
            enumeration = {STANDARD, SVIX, TIMESTAMPED_HEX})
        String style,
    @Schema(
            nullable = true,
            maxLength = SignatureBody.LONGEST,
            description = "The header that carries the signature; with timestamped-hex only")
        @Nullable String header) {

  static final int LONGEST = 128;
  private static final String STANDARD = "standard";
  private static final String SVIX = "svix";
  private static final String TIMESTAMPED_HEX = "timestamped-hex";
  private static final String FIELD = "signature";
  private static final String STYLE = "style";
  private static final String HEADER = "header";

  static Signature read(JsonBody endpoint, Signature absent) {
    if (!endpoint.has(FIELD)) {
      return absent;
    }
    JsonBody body = endpoint.nullableObject(FIELD);
    if (body == null) {
      return Signature.STANDARD;
    }
    SignatureStyle style = body.read(STYLE, body.text(STYLE, LONGEST, null), SignatureBody::style);
    String header = body.nullableText(HEADER, LONGEST, null);
    if (style == SignatureStyle.TIMESTAMPED_HEX) {
      if (header == null) {
        throw body.problem(HEADER, "Name the header that carries the signature");
      }
      return new Signature(style, body.read(HEADER, header, SignatureBody::header));
    }
    if (header != null) {
      throw body.problem(HEADER, "Only the style " + TIMESTAMPED_HEX + " takes a header's name");
    }
    return new Signature(style, null);
  }

  /** As callers write it. */
  public static SignatureBody of(Signature signature) {
    return new SignatureBody(text(signature.style()), signature.header());
  }

  private static String header(String name) {
    HeaderRules.checkName(name);
    if (name.equalsIgnoreCase(HeaderRules.AUTHORIZATION)) {
      throw new IllegalArgumentException("This header is for authentication");
    }
    return name;
  }

  private static SignatureStyle style(String text) {
    return switch (text) {
      case STANDARD -> SignatureStyle.STANDARD;
      case SVIX -> SignatureStyle.SVIX_NAMES;
      case TIMESTAMPED_HEX -> SignatureStyle.TIMESTAMPED_HEX;
      default ->
          throw new IllegalArgumentException(
              "A style is " + STANDARD + ", " + SVIX + " or " + TIMESTAMPED_HEX);
    };
  }

  private static String text(SignatureStyle style) {
    return switch (style) {
      case STANDARD -> STANDARD;
      case SVIX_NAMES -> SVIX;
      case TIMESTAMPED_HEX -> TIMESTAMPED_HEX;
    };
  }
}
