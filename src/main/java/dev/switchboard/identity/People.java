package dev.switchboard.identity;

import dev.switchboard.UserId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Looks up accounts, for other modules; answers from memory where it can. Thread-safe. */
public interface People {

    Optional<Account> find(UserId id);

    /** By user name, exactly as written. */
    Optional<Account> find(String username);

    /** By what a URL's {@code {user}} says: an id, or a user name. */
    Optional<Account> findByIdOrUsername(String text);

    /** Those that exist, by id. */
    Map<UserId, Account> findAll(Collection<UserId> ids);
}
