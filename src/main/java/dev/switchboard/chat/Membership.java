package dev.switchboard.chat;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.identity.Account;
import dev.switchboard.identity.People;
import dev.switchboard.identity.Speaker;
import dev.switchboard.log.Transaction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who may come in, go, send away and give roles. Everything is asked inside the change that it allows, the room first: to
 * those who may not know of it, every answer is the same.
 *
 * <p>The last owner of a room can neither go nor take a lesser role: there is always somebody who may delete it.
 */
@Component
final class Membership {

    private static final String ME = "me";
    private static final String FIXED = "The people of a direct room never change";

    private final Members members;
    private final Bans bans;
    private final People people;

    Membership(Members members, Bans bans, People people) {
        this.members = members;
        this.bans = bans;
        this.people = people;
    }

    /**
     * Joins, invites, or gives a role.
     *
     * @param target an id, a user name, or {@code me}
     * @param wished the role; null for whatever they have, or else a member's
     * @return the member as they are now
     */
    Member put(Transaction transaction, Standing standing, String target, @Nullable Role wished) {
        Account account = requireAccount(standing.speaker(), target);
        UserId user = account.id();
        Optional<Role> present = members.role(transaction, standing.room().id(), user);
        if (present.isPresent()) {
            return change(transaction, standing, new Member(standing.room(), user, present.get()), wished);
        }
        standing.requireNotDirect(FIXED);
        boolean self = user.equals(standing.speaker().user());
        Role role = wished == null ? Role.MEMBER : wished;
        if (!self) {
            standing.require(Role.MODERATOR);
        }
        if (role != Role.MEMBER) {
            standing.require(Role.OWNER);
        }
        requireWelcome(transaction, standing, account);
        Member member = new Member(standing.room(), user, role);
        members.admit(transaction, member, standing.speaker().user());
        return member;
    }

    /** Leaves, or sends someone away who stands below. */
    void remove(Transaction transaction, Standing standing, String target) {
        UserId user = requireAccount(standing.speaker(), target).id();
        standing.requireNotDirect(FIXED);
        if (user.equals(standing.speaker().user())) {
            Role role = standing.role()
                    .orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND, "You are not in this room"));
            dismiss(transaction, new Member(standing.room(), user, role), new Dismissal(user, Dismissal.Reason.LEFT));
            return;
        }
        standing.require(Role.MODERATOR);
        Role role = members.role(transaction, standing.room().id(), user)
                .orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND, "They are not in this room"));
        standing.requireAbove(role);
        dismiss(
                transaction,
                new Member(standing.room(), user, role),
                new Dismissal(standing.speaker().user(), Dismissal.Reason.REMOVED));
    }

    /** Sends someone away who stands below, if they are there, and keeps them out. Twice is as good as once. */
    void ban(Transaction transaction, Standing standing, String target) {
        UserId user = requireAccount(standing.speaker(), target).id();
        standing.requireNotDirect(FIXED);
        standing.require(Role.MODERATOR);
        UserId by = standing.speaker().user();
        if (user.equals(by)) {
            throw new RefusedException(Refusal.CONFLICT, "You cannot ban yourself; leave the room instead");
        }
        Optional<Role> role = members.role(transaction, standing.room().id(), user);
        role.ifPresent(standing::requireAbove);
        bans.insert(transaction, standing.room().id(), user, by);
        role.ifPresent(present -> dismiss(
                transaction, new Member(standing.room(), user, present), new Dismissal(by, Dismissal.Reason.BANNED)));
    }

    /** Lets someone in again who was kept out. Twice is as good as once. */
    void unban(Transaction transaction, Standing standing, String target) {
        UserId user = requireAccount(standing.speaker(), target).id();
        standing.requireNotDirect(FIXED);
        standing.require(Role.MODERATOR);
        bans.delete(transaction, standing.room().id(), user);
    }

    private Member change(Transaction transaction, Standing standing, Member member, @Nullable Role wished) {
        if (wished == null || wished == member.role()) {
            return member;
        }
        standing.requireNotDirect("The people of a direct room have no roles");
        standing.require(Role.OWNER);
        requireAnotherOwner(transaction, member);
        Member changed = new Member(member.room(), member.user(), wished);
        members.change(transaction, changed);
        return changed;
    }

    private void dismiss(Transaction transaction, Member member, Dismissal dismissal) {
        requireAnotherOwner(transaction, member);
        members.dismiss(transaction, member, dismissal);
    }

    private void requireWelcome(Transaction transaction, Standing standing, Account account) {
        if (bans.isBanned(transaction, standing.room().id(), account.id())) {
            throw account.id().equals(standing.speaker().user())
                    ? new RefusedException(Refusal.FORBIDDEN, "You are banned from this room")
                    : new RefusedException(Refusal.CONFLICT, "They are banned from this room; lift the ban first");
        }
        if (standing.room().archived()) {
            throw new RefusedException(Refusal.CONFLICT, "The room is archived");
        }
        if (account.disabled()) {
            throw new RefusedException(Refusal.CONFLICT, "Their account is disabled");
        }
    }

    private void requireAnotherOwner(Transaction transaction, Member member) {
        if (members.isLastOwner(transaction, member)) {
            throw new RefusedException(
                    Refusal.CONFLICT, "The room would have no owner; name another first, or delete the room");
        }
    }

    private Account requireAccount(Speaker speaker, String target) {
        return (target.equals(ME) ? people.find(speaker.user()) : people.findByIdOrUsername(target))
                .orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND, "No such user"));
    }
}
