package io.voxlynx.web.identity;

import io.smallrye.jwt.auth.principal.ParseException;
import java.util.Optional;

/** What the tokens of one issuer are verified with. */
@FunctionalInterface
interface Keys {

    /** @throws ParseException if there is no such key */
    Verification find(Optional<String> keyId) throws ParseException;

    /** What takes time may begin before the first token comes. */
    default void prepare() {}
}
