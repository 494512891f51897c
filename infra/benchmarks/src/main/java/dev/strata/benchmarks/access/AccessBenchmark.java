package dev.strata.benchmarks.access;

import dev.strata.benchmarks.harness.Bar;
import dev.strata.benchmarks.harness.Comparison;
import dev.strata.benchmarks.harness.Report;
import dev.strata.benchmarks.harness.Rounds;
import dev.strata.benchmarks.harness.Series;
import dev.strata.benchmarks.harness.Settings;
import dev.strata.benchmarks.harness.Slice;
import dev.strata.benchmarks.product.Application;
import dev.strata.benchmarks.product.Database;
import dev.strata.benchmarks.product.Folders;
import dev.strata.benchmarks.product.Stand;
import dev.strata.benchmarks.product.User;
import dev.strata.command.CommandSideApplication;
import dev.strata.command.tree.Tree;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.axon.ProjectionGroups;
import dev.strata.platform.axon.ProjectionProgress;
import dev.strata.query.QuerySideApplication;
import dev.strata.query.access.Access;
import dev.strata.query.access.AccessQueries;
import dev.strata.query.listing.FolderListingQueries;
import dev.strata.query.listing.ListFolder;
import dev.strata.query.moment.Moment;
import dev.strata.query.moment.Moments;
import dev.strata.query.page.PageRequest;
import dev.strata.query.sharing.SharingQueries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Asks for the role of a member of twenty groups at the end of a long way in a space with very many grants, and what an
 * access token adds to a command.
 */
public final class AccessBenchmark {
    private static final int GRANTS = 100_000;
    private static final int PAGE = 100;
    private static final Bar ROLE = Bar.of(1 / 2.0, 1 / 1.2);
    private static final Bar LISTING = Bar.of(1 / 1.5, 1 / 1.1);
    private static final Bar TOKEN = Bar.of(1 / 1.1, 1 / 1.02);
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private AccessBenchmark() {}

    public static void run(Settings settings, Stand stand, Report report) throws Exception {
        Database database = Database.start(settings, stand);
        report.note(database.settings());
        Application commandSide =
                stand.start(() -> Application.start(CommandSideApplication.class, database, stand.folder(), true));
        Application querySide = stand.start(() -> Application.start(
                QuerySideApplication.class,
                database,
                stand.folder(),
                true,
                Map.of("strata.urls.command", commandSide.url())));
        Connection connection = stand.start(database::connect);
        User owner = User.signUp(commandSide.url(), "owner");
        User member = User.signUp(commandSide.url(), "member");
        awaitAll(querySide);
        SpaceId space = querySide
                .bean(SharingQueries.class)
                .home(owner.account())
                .orElseThrow()
                .spaceId();
        DeepDrive drive = DeepDrive.write(connection, owner, member, space, GRANTS);
        awaitAll(querySide);
        connection.createStatement().execute("VACUUM (ANALYZE)");
        report.note("%,d grants in a space; a way of 20 folders; the member is in 20 groups".formatted(GRANTS));
        roles(drive, member, commandSide, querySide, connection, settings, report);
        listings(drive, owner, member, querySide, settings, report);
        authentication(owner, commandSide, settings, report);
    }

    private static void awaitAll(Application querySide) throws InterruptedException {
        if (!querySide.bean(ProjectionProgress.class).awaitHead(querySide.bean(ProjectionGroups.class), PATIENCE)) {
            throw new IllegalStateException("the projections do not come to the head of the log");
        }
    }

    private static void roles(
            DeepDrive drive,
            User member,
            Application commandSide,
            Application querySide,
            Connection connection,
            Settings settings,
            Report report)
            throws Exception {
        AccessQueries access = querySide.bean(AccessQueries.class);
        Moments moments = querySide.bean(Moments.class);
        Tree tree = commandSide.bean(Tree.class);
        PreparedStatement row = connection.prepareStatement("SELECT * FROM query.node WHERE node_id = ?");
        row.setObject(1, drive.bottom().value());
        JdbcClient jdbc = querySide.bean(JdbcClient.class);
        JdbcTemplate template = querySide.bean(JdbcTemplate.class);
        Map<String, Series> rates = new Rounds("roles/s")
                .with("row", during(settings.slice(), () -> read(row)))
                .with(
                        "first query",
                        during(
                                settings.slice(),
                                () -> demand(new AccessQueries(jdbc, template)
                                        .find(member.account(), drive.bottom(), moments.now())
                                        .isPresent())))
                .with(
                        "query",
                        during(
                                settings.slice(),
                                () -> demand(access.find(member.account(), drive.bottom(), moments.now())
                                                .map(Access::role)
                                                .orElse(null)
                                        == Role.VIEWER)))
                .with(
                        "command",
                        during(
                                settings.slice(),
                                () -> demand(tree.find(drive.bottom(), member.account())
                                                .orElseThrow()
                                                .role()
                                        == Role.VIEWER)))
                .run(settings.rounds());
        report.note("limit: one row of query.node by its key, with every column");
        report.note("first query: by a process that does not know the way to the folder yet, or not how it is now");
        report.add(new Comparison("role for a first query", of("row", rates), of("first query", rates), Bar.NONE));
        report.add(new Comparison("role for a query", of("row", rates), of("query", rates), ROLE));
        report.add(new Comparison("role for a command", of("row", rates), of("command", rates), ROLE));
    }

    private static void listings(
            DeepDrive drive, User owner, User member, Application querySide, Settings settings, Report report)
            throws Exception {
        Map<String, Series> rates = new Rounds("pages/s")
                .with("owner", during(settings.slice(), () -> page(querySide, owner.account(), drive)))
                .with("viewer", during(settings.slice(), () -> page(querySide, member.account(), drive)))
                .run(settings.rounds());
        report.note(
                "the first page of 100, with rights and paths, where the controller asks; limit: that of the owner");
        report.add(new Comparison("listing for a viewer", of("owner", rates), of("viewer", rates), LISTING));
    }

    private static void authentication(User owner, Application commandSide, Settings settings, Report report)
            throws Exception {
        Folders folders = new Folders(commandSide, owner);
        AtomicLong made = new AtomicLong();
        Question command = () -> folders.create(owner.rootFolder(), "made " + made.incrementAndGet());
        JwtDecoder tokens = commandSide.bean(JwtDecoder.class);
        String token = owner.signIn();
        Map<String, Series> rates = new Rounds("commands/s")
                .with("command", during(settings.slice(), command))
                .with("with its token", during(settings.slice(), () -> {
                    demand(owner.account()
                            .toString()
                            .equals(tokens.decode(token).getSubject()));
                    command.ask();
                }))
                .run(settings.rounds());
        report.note("a folder made, durable; limit: the same without checking the caller's access token");
        report.add(new Comparison("a command and its token", of("command", rates), of("with its token", rates), TOKEN));
    }

    private static void page(Application querySide, AccountId account, DeepDrive drive) {
        Moment now = querySide.bean(Moments.class).now();
        Access seen = querySide
                .bean(AccessQueries.class)
                .find(account, drive.bottom(), now)
                .orElseThrow();
        ListFolder question =
                new ListFolder(ListFolder.Sort.NAME, ListFolder.Order.ASC, now, new PageRequest(PAGE, null));
        demand(querySide
                        .bean(FolderListingQueries.class)
                        .children(account, drive.bottom(), seen, question)
                        .items()
                        .size()
                == PAGE);
    }

    private static void read(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            demand(row.next());
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                row.getObject(column);
            }
        }
    }

    private static void demand(boolean right) {
        if (!right) {
            throw new IllegalStateException("not the answer that it must be");
        }
    }

    private static Series of(String name, Map<String, Series> rates) {
        return Objects.requireNonNull(rates.get(name), name);
    }

    private interface Question {
        void ask() throws Exception;
    }

    private static Slice during(Duration length, Question question) {
        return () -> {
            long begin = System.nanoTime();
            long asked = 0;
            while (System.nanoTime() - begin < length.toNanos()) {
                question.ask();
                asked++;
            }
            return asked * 1e9 / (System.nanoTime() - begin);
        };
    }
}
