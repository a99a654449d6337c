package dev.switchboard.channels;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.identity.Account;
import dev.switchboard.identity.Credential;
import dev.switchboard.identity.People;
import dev.switchboard.identity.Scope;
import dev.switchboard.identity.Speaker;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Who may publish and listen, by what the namespace says. Thread-safe. */
@Component
final class ChannelRights {

    private final People people;

    ChannelRights(People people) {
        this.people = people;
    }

    /** @throws RefusedException FORBIDDEN if the speaker may not publish here, or has a token that may not */
    void requirePublisher(Namespace namespace, Speaker speaker) {
        if (!speaker.may(Scope.PUBLISH)) {
            throw new RefusedException(
                    Refusal.FORBIDDEN, "This token has not the scope '" + Scope.PUBLISH.word() + "'");
        }
        Set<Who> publishers = namespace.access().publish();
        boolean may = publishers.contains(Who.SIGNED_IN)
                || (publishers.contains(Who.TOKENS) && isBackEnd(speaker))
                || (publishers.contains(Who.MEMBERS) && isMember(namespace, speaker.user()));
        if (!may) {
            throw new RefusedException(
                    Refusal.FORBIDDEN,
                    publishers.contains(Who.TOKENS)
                            ? "Publishing here takes an access token of an administrator"
                            : "You may not publish here");
        }
    }

    /** @throws RefusedException FORBIDDEN if the user may not listen here */
    void requireListener(Namespace namespace, UserId user) {
        Set<Who> listeners = namespace.access().listen();
        if (!namespace.welcomesGuests() && !listeners.contains(Who.SIGNED_IN) && !isMember(namespace, user)) {
            throw new RefusedException(Refusal.FORBIDDEN, "You may not listen here");
        }
    }

    /** Looks whose token it is now, for whoever made it may not be an administrator any more. */
    private boolean isBackEnd(Speaker speaker) {
        return speaker.credential() instanceof Credential.Token
                && people.find(speaker.user()).filter(Account::administrator).isPresent();
    }

    private boolean isMember(Namespace namespace, UserId user) {
        return people.find(user)
                .filter(account -> namespace.access().members().contains(account.username()))
                .isPresent();
    }
}
