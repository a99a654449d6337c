package dev.switchboard.chat;

import dev.switchboard.UserId;
import dev.switchboard.identity.Account;
import dev.switchboard.identity.People;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Gives ids the names that people read. Thread-safe. */
@Component
final class Persons {

    private final People people;

    Persons(People people) {
        this.people = people;
    }

    Person person(UserId id) {
        return of(id, people.find(id));
    }

    /** Every one of these, by id. */
    Map<UserId, Person> persons(Set<UserId> ids) {
        Map<UserId, Account> accounts = people.findAll(ids);
        return ids.stream().collect(Collectors.toMap(id -> id, id -> of(id, Optional.ofNullable(accounts.get(id)))));
    }

    MemberController.MemberItem member(UserId id, Role role) {
        return item(person(id), role);
    }

    /** Members by user name. */
    List<MemberController.MemberItem> members(Map<UserId, Role> roles) {
        Map<UserId, Account> accounts = people.findAll(roles.keySet());
        return roles.entrySet().stream()
                .map(member -> item(
                        of(member.getKey(), Optional.ofNullable(accounts.get(member.getKey()))), member.getValue()))
                .sorted(Comparator.comparing(MemberController.MemberItem::username))
                .toList();
    }

    private static Person of(UserId id, Optional<Account> account) {
        return account.map(Person::of).orElseGet(() -> Person.unknown(id));
    }

    private static MemberController.MemberItem item(Person person, Role role) {
        return new MemberController.MemberItem(person.id(), person.username(), person.name(), role);
    }
}
