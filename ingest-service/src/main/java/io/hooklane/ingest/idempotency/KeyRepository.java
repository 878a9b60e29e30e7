package io.hooklane.ingest.idempotency;

import io.agroal.api.AgroalDataSource;
import io.hooklane.contracts.id.MessageId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The remembered keys in the database. Plain statements, since each is one that an object mapper
 * cannot say: an insert that gives way unless what is there has expired, a bounded delete. Blocks.
 */
@Singleton
class KeyRepository {

  private final AgroalDataSource database;

  KeyRepository(AgroalDataSource database) {
    this.database = database;
  }

  Optional<Publication> find(PublishKey key, Instant now) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                select message, accepted_at, idempotency_key from remembered_key
                where application = ? and kind = ? and key = ? and expires_at > ?
                """)) {
      bind(select, key);
      select.setObject(4, utc(now));
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(publication(row)) : Optional.empty();
      }
    }
  }

  /** Remembers a key, unless another publication under it was remembered first and still is. */
  void add(PublishKey key, Publication publication, Instant now, Duration lifetime)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into remembered_key as present
                  (application, kind, key, message, accepted_at, idempotency_key, expires_at)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (application, kind, key) do update set
                  message = excluded.message, accepted_at = excluded.accepted_at,
                  idempotency_key = excluded.idempotency_key, expires_at = excluded.expires_at
                where present.expires_at <= ?
                """)) {
      bind(insert, key);
      insert.setString(4, publication.message().value());
      insert.setObject(5, utc(publication.acceptedAt()));
      insert.setString(6, publication.idempotencyKey());
      insert.setObject(7, utc(now.plus(lifetime)));
      insert.setObject(8, utc(now));
      insert.executeUpdate();
    }
  }

  /** Deletes what has expired, at most so many; returns how many. */
  int purge(Instant now, int most) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement delete =
            connection.prepareStatement(
                """
                delete from remembered_key where ctid = any (array(
                  select ctid from remembered_key where expires_at <= ? limit ?))
                """)) {
      delete.setObject(1, utc(now));
      delete.setInt(2, most);
      return delete.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, PublishKey key) throws SQLException {
    statement.setString(1, key.application().value());
    statement.setString(2, key.kind().columnValue());
    statement.setString(3, key.value());
  }

  private static Publication publication(ResultSet row) throws SQLException {
    return new Publication(
        new MessageId(row.getString("message")),
        row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
        row.getString("idempotency_key"));
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
