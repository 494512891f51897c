package dev.strata.endtoend.erasure;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Person;
import java.net.URI;

/** Somebody whose name is known, who has a device, and who can have the account erased. */
record Eraser(Person person, String refreshToken) {
    static final String PASSWORD = "correct horse battery staple";

    /** Opens the account with every text that an account can have. */
    static Eraser signUp(URI server) {
        Api api = Api.at(server);
        Answer account = api.post(
                        "/v1/accounts",
                        """
                        {"login": "%s", "password": "%s", "displayName": "Miss %s", "email": "%s@example.org"}""".formatted(Words.LOGIN.word(), PASSWORD, Words.DISPLAYED.word(), Words.MAILBOX.word()),
                        "Idempotency-Key",
                        Words.SIGN_UP_KEY.word())
                .is(201);
        String first = signIn(api, Words.LOGIN.word(), "").is(200).text("accessToken");
        String device = api.with(first)
                .post("/v1/devices", """
                        {"name": "Phone of %s", "platform": "%s"}""".formatted(Words.PHONE.word(), Words.TABLET.word()))
                .is(201)
                .text("deviceId");
        Answer tokens = signIn(api, Words.LOGIN.word(), device).is(200);
        return new Eraser(
                new Person(
                        Words.LOGIN.word(),
                        account.text("accountId"),
                        account.text("homeSpaceId"),
                        account.text("rootFolderId"),
                        api.with(tokens.text("accessToken"))),
                tokens.text("refreshToken"));
    }

    static Answer signIn(Api api, String login, String device) {
        String deviceId = device.isEmpty() ? "" : ", \"deviceId\": \"%s\"".formatted(device);
        return api.anonymous().post("/v1/tokens", """
                {"login": "%s", "password": "%s"%s}""".formatted(login, PASSWORD, deviceId));
    }

    static Answer erase(Person person) {
        return person.api()
                .sendJson("DELETE", "/v1/accounts/" + person.accountId(), "{\"password\": \"%s\"}".formatted(PASSWORD));
    }
}
