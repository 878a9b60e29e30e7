package io.hooklane.sealing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The keys that a master key consists of (a Tink keyset): the primary one seals, each of them
 * opens. Immutable. Its text form is secret and never part of {@link #toString()}.
 */
public final class Keyset {

  private final KeysetHandle handle;

  /**
   * A key, without what is secret of it.
   *
   * @param id positive, unique in its keyset
   * @param primary whether it seals
   */
  public record Key(long id, boolean primary) {}

  private Keyset(KeysetHandle handle) {
    this.handle = handle;
  }

  /** A new one of one key. */
  public static Keyset create() {
    return made(
        () -> {
          AeadConfig.register();
          return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
        });
  }

  /**
   * Reads a keyset.
   *
   * @param text JSON, or base64 of it
   * @throws IllegalArgumentException when it is none, or none of authenticated encryption; the
   *     message shows nothing of the text
   */
  public static Keyset parse(String text) {
    try {
      AeadConfig.register();
      Keyset keyset =
          new Keyset(
              TinkJsonProtoKeysetFormat.parseKeyset(json(text), InsecureSecretKeyAccess.get()));
      keyset.aead();
      return keyset;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The cause may quote the text.
      throw new IllegalArgumentException("not a Tink keyset (AES256_GCM) in JSON");
    }
  }

  /** The same keys and a new one, which opens but does not seal yet. */
  public Keyset withNewKey() {
    return made(
        () ->
            KeysetHandle.newBuilder(handle)
                .addEntry(
                    KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId())
                .build());
  }

  /**
   * The same keys, of which this one seals from now on.
   *
   * @throws IllegalArgumentException when there is no such key
   */
  public Keyset promoted(long id) {
    int place = place(id);
    return made(
        () -> {
          KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle);
          builder.getAt(place).makePrimary();
          return builder.build();
        });
  }

  /**
   * The same keys without this one: what is still sealed under it is lost.
   *
   * @throws IllegalArgumentException when there is no such key, or it is the primary one
   */
  public Keyset without(long id) {
    int place = place(id);
    if (handle.getAt(place).isPrimary()) {
      throw new IllegalArgumentException(
          "Key " + id + " is the primary one, which seals; promote another first");
    }
    return made(() -> KeysetHandle.newBuilder(handle).deleteAt(place).build());
  }

  /** All keys, oldest first. */
  public List<Key> keys() {
    return IntStream.range(0, handle.size())
        .mapToObj(handle::getAt)
        .filter(entry -> entry.getStatus() == KeyStatus.ENABLED)
        .map(entry -> new Key(Integer.toUnsignedLong(entry.getId()), entry.isPrimary()))
        .toList();
  }

  /** The id of the key that seals. */
  public long primary() {
    return Integer.toUnsignedLong(handle.getPrimary().getId());
  }

  /** The secret text, for its file: JSON. */
  public String json() {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A keyset can be written", e);
    }
  }

  Aead aead() throws GeneralSecurityException {
    return handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  /** Which keys it has; never the keys. */
  @Override
  public String toString() {
    return "Keyset" + keys();
  }

  private int place(long id) {
    return IntStream.range(0, handle.size())
        .filter(place -> Integer.toUnsignedLong(handle.getAt(place).getId()) == id)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The keyset has no key " + id));
  }

  private static String json(String text) {
    String trimmed = text.strip();
    return trimmed.startsWith("{")
        ? trimmed
        : new String(Base64.getMimeDecoder().decode(trimmed), StandardCharsets.UTF_8);
  }

  private static Keyset made(Making making) {
    try {
      return new Keyset(making.make());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A key could not be made", e);
    }
  }

  /** Something that Tink does with keys. */
  private interface Making {
    KeysetHandle make() throws GeneralSecurityException;
  }
}
