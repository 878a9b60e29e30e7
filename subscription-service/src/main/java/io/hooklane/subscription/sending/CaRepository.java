package io.hooklane.subscription.sending;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** The table of endpoints' own certificate authorities. Every method wants a transaction. */
@Singleton
class CaRepository implements PanacheRepositoryBase<CaRow, String> {}
