package io.hooklane.sealing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Seals what may not lie open, each thing bound to its context: sealed for one it opens for no
 * other.
 *
 * <p>What is sealed is an envelope (Tink's {@code KmsEnvelopeAead}): a data key of its own, wrapped
 * by the primary key of the {@link Keyset}, and what that data key encrypted, both with
 * AES-256-GCM. In text it is base64. Safe to share between threads.
 */
@Singleton
public final class MasterKey {

  /** An envelope begins with the length of its data key, four bytes of which the first is 0. */
  private static final byte ENVELOPE = 0;

  private static final String HOW_TO =
      "Set one of hooklane.master-key.file (HOOKLANE_MASTER_KEY_FILE), the file of a keyset, and "
          + "hooklane.master-key.keyset (HOOKLANE_MASTER_KEY_KEYSET), the keyset itself as JSON or "
          + "base64 of it; the same for the subscription and the dispatcher service. "
          + "To make one: ./hooklane master-key create --file master-key.json";

  /**
   * Tink makes a source of randomness for each thread that encrypts: a virtual one is used once.
   */
  private static final ExecutorService SEALING =
      Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().name("sealing-", 0).factory());

  private final Keyset keyset;
  private final Aead envelope;
  private final Aead direct;

  /**
   * Reads the key.
   *
   * @throws IllegalStateException when none or more than one is configured, or it cannot be read;
   *     the service then does not start
   */
  @Inject
  public MasterKey(MasterKeyConfig config) {
    this(configured(config));
  }

  /** With keys that are already at hand. */
  public MasterKey(Keyset keyset) {
    this.keyset = keyset;
    try {
      this.direct = keyset.aead();
      this.envelope = KmsEnvelopeAead.create(PredefinedAeadParameters.AES256_GCM, direct);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The master key does not seal", e);
    }
  }

  /**
   * Encrypts; the same bytes look different each time.
   *
   * @param context what the bytes belong to, such as an id: they open for the same context only
   */
  public String seal(String context, byte[] plain) {
    try {
      byte[] sealed =
          Thread.currentThread().isVirtual()
              ? SEALING.submit(() -> envelope.encrypt(plain, associatedData(context))).get()
              : envelope.encrypt(plain, associatedData(context));
      return Base64.getEncoder().encodeToString(sealed);
    } catch (GeneralSecurityException | ExecutionException e) {
      throw new IllegalStateException("Sealing failed, context=" + context, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while sealing, context=" + context, e);
    }
  }

  /**
   * Decrypts.
   *
   * @throws UnopenableException when it was sealed with a key that is not there, for another
   *     context, or not at all
   */
  public byte[] open(String context, String sealed) throws UnopenableException {
    try {
      byte[] bytes = Base64.getDecoder().decode(sealed);
      // Before there were envelopes, the master key itself encrypted.
      Aead aead = bytes.length > 0 && bytes[0] == ENVELOPE ? envelope : direct;
      return aead.decrypt(bytes, associatedData(context));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UnopenableException(context);
    }
  }

  /** The id of the key that seals, and of those that open. */
  public Keyset keyset() {
    return keyset;
  }

  private static Keyset configured(MasterKeyConfig config) {
    if (config.file().isPresent() == config.keyset().isPresent()) {
      throw new IllegalStateException(
          (config.file().isPresent() ? "There are two master keys. " : "There is no master key. ")
              + HOW_TO);
    }
    return config
        .file()
        .map(MasterKey::read)
        .orElseGet(() -> parse(config.keyset().orElseThrow(), "hooklane.master-key.keyset is "));
  }

  private static Keyset read(Path file) {
    try {
      return parse(Files.readString(file), "hooklane.master-key.file (" + file + ") is ");
    } catch (IOException e) {
      throw new IllegalStateException(
          "hooklane.master-key.file cannot be read: " + file + ". " + HOW_TO, e);
    }
  }

  private static Keyset parse(String text, String what) {
    try {
      return Keyset.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(what + e.getMessage() + ". " + HOW_TO);
    }
  }

  private static byte[] associatedData(String context) {
    return context.getBytes(StandardCharsets.UTF_8);
  }
}
