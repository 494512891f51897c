package dev.strata.standalone;

import dev.strata.standalone.home.DataDirectory;

/** What a new user needs once everything runs. */
final class Welcome {
    private Welcome() {}

    static String text(String url, DataDirectory directory, SignUp signUp, boolean sendsMail) {
        return """

                  URL      %s
                  data     %s
                  log      %s
                  mail     %s
                  stop     Ctrl-C

                %s""".formatted(
                        url,
                        directory.root(),
                        directory.logs().resolve("strata.log"),
                        sendsMail ? "sent by SMTP" : "not sent: files in " + directory.mail(),
                        signingUp(url, signUp));
    }

    private static String signingUp(String url, SignUp signUp) {
        return switch (signUp) {
            case INVITED -> "  Sign-up is for invited people: POST /v1/admin/invitations makes an invitation.\n";
            case CLOSED -> "  Sign-up is closed; --sign-up open lets people in.\n";
            case OPEN -> """
                  Sign up (choose a login and a password):

                    curl -X POST %s/v1/accounts \\
                      -H 'Content-Type: application/json' \\
                      -d '{"login": "ada", "password": "correct horse battery staple"}'
                """.formatted(url);
        };
    }
}
