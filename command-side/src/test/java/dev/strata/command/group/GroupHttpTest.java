package dev.strata.command.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.Http.User;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GroupHttpTest {
    private final User anna = Http.newUser();
    private final User ben = Http.newUser();
    private final User carl = Http.newUser();
    private final String docs = anna.http()
            .post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"docs\"}".formatted(anna.root()))
            .text("id");
    private final String group =
            carl.http().post("/v1/groups", "{\"name\": \"gardeners\"}").text("groupId");

    private Answer join(User user) {
        return carl.http().put(member(user), "{\"owner\": false}");
    }

    private String member(User user) {
        return "/v1/groups/" + group + "/members/" + user.accountId();
    }

    private Answer share(String grantee, String role) {
        return anna.http().put("/v1/nodes/" + docs + "/grants/" + grantee, "{\"role\": \"%s\"}".formatted(role));
    }

    private Answer makesAFolder(User user) {
        return user.http()
                .post("/v1/folders", "{\"parentId\": \"%s\", \"name\": \"%s\"}".formatted(docs, UUID.randomUUID()));
    }

    @Test
    void membershipIsAccessFromTheMomentOfJoiningToThatOfLeaving() {
        assertThat(share(group, "editor").status()).isEqualTo(200);
        assertThat(makesAFolder(ben).status()).isEqualTo(404);
        assertThat(join(ben).status()).isEqualTo(200);
        assertThat(makesAFolder(ben).status()).isEqualTo(201);
        assertThat(ben.http().delete(member(ben)).status()).isEqualTo(204);
        assertThat(makesAFolder(ben).status()).isEqualTo(404);
    }

    @Test
    void theStrongestOfSeveralRolesCounts() {
        join(ben);
        share(group, "editor");
        share(ben.accountId(), "viewer");
        String other = ben.http().post("/v1/groups", "{\"name\": \"others\"}").text("groupId");
        share(other, "commenter");
        assertThat(makesAFolder(ben).status()).isEqualTo(201);
        share(group, "viewer");
        assertThat(makesAFolder(ben).status()).isEqualTo(403);
    }

    @Test
    void aDeletedGroupGivesNothing() {
        join(ben);
        share(group, "editor");
        assertThat(carl.http().delete("/v1/groups/" + group).status()).isEqualTo(204);
        assertThat(makesAFolder(ben).status()).isEqualTo(404);
        assertThat(share(group, "viewer").status())
                .as("the old grant, until it is swept")
                .isIn(200, 404);
        assertThat(carl.http().delete("/v1/groups/" + group).text("code")).isEqualTo("group-not-found");
    }

    @Test
    void strangersCannotTellAGroupFromNone() {
        Answer there = ben.http().put("/v1/groups/" + group, "{\"name\": \"mine\"}");
        Answer nowhere = ben.http().put("/v1/groups/" + UUID.randomUUID(), "{\"name\": \"mine\"}");
        assertThat(there.status()).isEqualTo(404);
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.text("code")).isEqualTo(there.text("code"));
    }

    @Test
    void membersAreManagedByOwners() {
        join(ben);
        assertThat(ben.http().put(member(anna), "{}").text("code")).isEqualTo("forbidden");
        assertThat(carl.http().put(member(ben), "{\"owner\": true}").status()).isEqualTo(200);
        assertThat(ben.http().put(member(anna), "{}").status()).isEqualTo(200);
        assertThat(carl.http()
                        .put("/v1/groups/" + group + "/members/" + UUID.randomUUID(), "{}")
                        .text("code"))
                .isEqualTo("account-not-found");
    }

    @Test
    void aNameIsNeitherEmptyNorLong() {
        assertThat(carl.http().post("/v1/groups", "{\"name\": \" \"}").status()).isEqualTo(400);
        assertThat(carl.http()
                        .put("/v1/groups/" + group, "{\"name\": \"%s\"}".formatted("x".repeat(100)))
                        .status())
                .isEqualTo(200);
        assertThat(carl.http()
                        .put("/v1/groups/" + group, "{\"name\": \"%s\"}".formatted("x".repeat(101)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anAccountIsInAHundredGroupsAtMost() {
        for (int i = 0; i < 100; i++) {
            assertThat(ben.http()
                            .post("/v1/groups", "{\"name\": \"%d\"}".formatted(i))
                            .status())
                    .isEqualTo(201);
        }
        assertThat(ben.http().post("/v1/groups", "{\"name\": \"one more\"}").text("code"))
                .isEqualTo("too-many-groups");
        assertThat(join(ben).text("code")).isEqualTo("too-many-groups");
    }

    @Test
    void aGroupOutlivesItsOwnersAccount() {
        join(ben);
        share(group, "editor");
        assertThat(carl.http()
                        .send(
                                "DELETE",
                                "/v1/accounts/" + carl.accountId(),
                                "{\"password\": \"correct horse battery staple\"}")
                        .status())
                .isEqualTo(204);
        assertThat(makesAFolder(ben).status()).isEqualTo(201);
        assertThat(ben.http()
                        .put("/v1/groups/" + group, "{\"name\": \"ours now\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoLeavesWhatHisGroupWasGivenHidesItForHimself() {
        join(ben);
        share(group, "editor");
        String mine = "/v1/nodes/" + docs + "/grants/" + ben.accountId();
        assertThat(ben.http().delete(mine).status()).isEqualTo(204);
        assertThat(ben.http().delete("/v1/nodes/" + docs + "/hidden").status()).isEqualTo(204);
        assertThat(anna.http().put("/v1/nodes/" + docs + "/hidden", null).text("code"))
                .isEqualTo("not-a-group-share");
        assertThat(makesAFolder(ben).status()).isEqualTo(201);
    }
}
