/**
 * Facts for systems beside us. Whoever moves something records the fact in the transaction that moves it, where the
 * move itself has been decided (a rank, a row lock, a unique index), so that a fact is told of once however often its
 * cause is:
 *
 * <pre>{@code
 * events.record(NewEvent.of(EventType.CALL_ENDED, callId, ownerId)
 *         .with("campaignId", campaignId)
 *         .with("seconds", duration));
 * }</pre>
 *
 * {@link io.voxlynx.event.DomainEvents#record} writes the row and fires the {@link io.voxlynx.event.DomainEvent} as a
 * CDI event in the same transaction, for those who pass it on in their own way; {@code json()} is the form that
 * everybody outside sees. After the commit the rows get numbers ({@link io.voxlynx.event.EventNumbers}), and every node
 * tells its own broker's topic {@code Events} all of them, in their sequence and at least once
 * ({@link io.voxlynx.event.EventRelay}). Within a JTA transaction {@link io.voxlynx.shared.Database#joining} comes before it.
 */
package io.voxlynx.event;
