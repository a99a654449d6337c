package dev.switchboard.presence;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.RandomId;
import dev.switchboard.UserId;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Publication;
import dev.switchboard.identity.Account;
import dev.switchboard.identity.People;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Words what subscribers are told, with the names that people have now. Thread-safe. */
@Component
final class Hints {

    private static final Logger log = LoggerFactory.getLogger(Hints.class);

    /**
     * Who is here, before anything else.
     *
     * @param more how many people are here but not shown; null for none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Here(
            String type, List<Person> users, @Nullable Integer more) {}

    private record Change(String type, Person user) {}

    private final People people;
    private final JsonMapper json;

    Hints(People people, JsonMapper json) {
        this.people = people;
        this.json = json;
    }

    Publication here(Destination destination, List<Person> shown, int unshown) {
        return publication(destination, new Here("here", renamed(shown), unshown == 0 ? null : unshown));
    }

    Publication entered(Destination destination, Person person) {
        return publication(destination, new Change("entered", person));
    }

    Publication left(Destination destination, Person person) {
        return publication(destination, new Change("left", person));
    }

    /** Who a user is; empty if their account is gone. */
    Optional<Person> person(UserId user) {
        return people.find(user).map(Person::of);
    }

    private List<Person> renamed(List<Person> persons) {
        try {
            Map<UserId, Account> accounts = people.findAll(
                    persons.stream().map(person -> new UserId(person.id())).toList());
            return persons.stream()
                    .map(person -> Optional.ofNullable(accounts.get(new UserId(person.id())))
                            .map(Person::of)
                            .orElse(person))
                    .toList();
        } catch (RuntimeException storeIsAway) {
            log.atDebug().setCause(storeIsAway).log("People are shown by the names that they had when they came");
            return persons;
        }
    }

    private Publication publication(Destination destination, Object body) {
        return new Publication(
                destination,
                DeliveryClass.EPHEMERAL,
                RandomId.next(),
                OptionalLong.empty(),
                "application/json",
                json.writeValueAsBytes(body));
    }
}
