package dev.strata.benchmarks.search;

import dev.strata.benchmarks.product.User;
import java.io.IOException;
import java.sql.SQLException;

/** Others who may read some of the files of the owner, each one folder. */
record Members(User ofHalf, User ofFiftieth, User ofThousand) {

    static Members signUp(String url, ManyNames names) throws IOException, InterruptedException, SQLException {
        Members members =
                new Members(User.signUp(url, "half"), User.signUp(url, "fiftieth"), User.signUp(url, "thousand"));
        names.share(ManyNames.HALF, members.ofHalf);
        names.share(ManyNames.FIFTIETH, members.ofFiftieth);
        names.share(ManyNames.THOUSAND, members.ofThousand);
        return members;
    }
}
