/// What the manual says beside the tables.
enum ManualProse {
  static let opening = """
    # The instance format

    An instance is a folder of tables: one CSV file a table, named after it, such as `lanes.csv`, or one workbook
    `instance.xlsx` with a sheet a table. Four are enough to start with: `sites`, `supply`, `demand`, and `lanes` with `unit_cost`. `lanewise check FOLDER` lists
    everything that is wrong with an instance at once; `lanewise new FOLDER` writes an annotated one.

    This page is generated from the schema that the reader itself uses. What a table or column does not support yet is
    named here and refused by the reader; nothing is ignored silently.
    """

  static let rules = """
    ## Rules for every table

    **Files.** Tables are UTF-8, with or without a byte order mark; the first row is the header; lines end with LF
    or CRLF; cells are quoted after RFC 4180: a cell that holds a separator, a quote or a line end stands in
    quotes, and a quote in it is doubled. The separator is a comma, a semicolon or a tab: whichever comes first in
    the header. Empty lines are skipped. Files whose names begin with `_` or `.`, files that are not tables, and
    subfolders are not read. Every other `*.csv` file must be a table. A table may hold 1,000 columns and 2 GiB, a
    cell 1 MiB.

    **Workbooks.** A workbook `instance.xlsx` with a sheet for each table, named like the table, is the same instance; tables
    may also stand beside it as files, each table once. Sheets whose names begin with `_`, charts, and empty sheets that
    no table is named like are not read; hidden sheets, rows and columns are. The header is the first row that holds something, and rows
    that hold nothing are skipped. Formulas are not computed: their values count as the workbook was saved with them;
    one without a value is an error, and so are errors such as `#N/A` and merged cells. Numbers are taken to 15
    digits, as spreadsheets show them, so that 0.1 + 0.2 is `0.3` and not `0.30000000000000004`; where that rounds
    something it is reported. Dates are dates, also where a number is meant; a number shown in percent is an error, because 5 %
    is stored as 0.05. A place in a workbook is `instance.xlsx:lanes:3:4`: the sheet, its row, its column (1 for A).
    Workbooks with a password, and those of other formats (`xls`, `xlsm`, `ods`), are refused.

    **Columns** may stand in any order, and those that are not needed may be left out. Every table may have the column
    `notes`, which is not read, and `status`: `include`, which is what blank means, or `exclude`, for a row that is to
    count as if it were not there. In some tables it may also be `consider`: the plan decides.

    **Names** are case-sensitive. Blanks around a cell do not count and are reported. Two names that differ only in
    case or blanks are an error. A name is one line without control characters, and not `none`. Where the table
    that lists a kind of name exists (`products`, `sites`, `customers`, `providers`), a name that it lacks is an
    error; where it does not, names are taken from where they are used.

    **Numbers** are decimals with a point, such as `12`, `-0.5` or `1e-3`, or fractions of two decimals, such as
    `6739.725/146`. They are read exactly, never through binary floating point. A number has at most 18 significant
    digits and 9 decimals, and is at most 10^12 in size; more is an error, as are thousands separators, `%`, currency
    signs, units in cells, `inf`, `nan`, and stand-ins for "no limit" such as `1e30`. Yes and no are written `yes` and
    `no`, `true` and `false`, or `1` and `0`. Dates are written `2026-01-31`.

    **Units** stand in the header where they differ from `settings`: `capacity_max [pallet/week]`. A unit is
    `name`, `name/name` or `name/(name name)`. A column has one unit; units that cannot be converted exactly into what
    the column holds are an error. In this page `u` stands for the quantity unit and `c` for the currency.

    **Blank** cells: a blank limit is no limit, a blank cost is 0, and a blank measure (weight, volume, value, price,
    distance, time) is unknown, which is an error only where something needs it. `none` in a cell that would inherit a
    value switches that value off.

    **Each or together.** The name of a group in a key cell, or `ALL`, writes the row out once for each member.
    `{group}` or `{ALL}` takes the members together: one row with shared limits, fixed costs and minimums. The
    values of `region`, `country`, `category`, `segment`, `territory`, `channel`, `partner`
    and `type` are groups too, written `segment:smb` or `{region:EU}`. In a column that takes sites and customers, write `SITES` or `CUSTOMERS`
    instead of `ALL`. A blank `lanes.product` takes all products together, and a blank selector in `constraints`
    all there are; in `lanes.provider`, `mode`, `service` and `offer` blank means that none is named.

    **Overriding.** Where several rows are written out for the same member, the most specific replaces the others
    cell by cell (a name before a group, a group before `ALL`, `ALL` before blank), and its blank cells inherit.
    Where a together row and a row for one of its members both match, the member's row prices its flow, and the
    limits and fixed costs of the together row go on holding over all that it matches. Two rows of which neither is
    at least as specific in every key column are an error, and so are two rows with the same key.
    """

  static let tables = """
    Key columns, which tell rows apart, are **bold**; every row needs the columns marked `*`. A column without an
    entry under "blank" may be blank, and then says nothing.
    """

  static let otherTables = """
    A row in one of these is refused, unless its `status` is `exclude`.
    """

  static let meaning = """
    ## What it means

    **Status.** A site with `include` is open, with `consider` the plan decides, with `exclude` it is not there.
    Demand must be served, may be served, or is not asked for. Lanes and providers may be used.

    **Flow.** At every site and for every product, what is received and supplied equals what is shipped. Throughput
    is what leaves a site; counted in orders, it is the number of different orders of which something leaves, a
    demand row without an order counting as one. The two ends of a lane differ.

    **Orders.** An order is told apart by its customer and name, and keeps its identity on every leg. Everything
    else is pooled by product; whom it is for is known on the last leg only. There may be any number of legs.

    **Supply.** A product originates only where `supply` has a row for it, or `inventory` has stock of it; what of the stock does not
    leave stays, at no cost. Inventory turns are what leaves ÷ the mean of the stock before and after. `supply_min` binds while the site is open.

    **Demand.** A row must be served in full if it has no `penalty_cost`, neither its own nor the default one, and
    down to `min_fill_rate` if it has one; what is not served costs the penalty. A row to be considered pays no
    default penalty. Where `unmet_demand`, `unmet_orders`, `fill_rate` or `max_min_fill` is among the objectives,
    every row may fall short, down to its `min_fill_rate`, which is then 0 where it is blank. With `ship_policy`
    `complete`, all rows of an order are served whole, from one source and along one offer a leg, or not at all; with
    `in_ratio`, its rows are served in one proportion. A source is the origin of the last lane; `max_sources` and
    `max_splits` are the most sources of one product, and `split_cost` is paid for each one beyond the first.
    `max_transit_time` is compared with the time of the last lane. The unit price comes from `demand`, else from
    `products`.

    **Sharing.** A row of `policies` is about all customers of its scope together; with a blank product, about each
    product for itself. `min_fill_rate` is of the scope's total. `max_splits`, `split_cost` and `priority` are taken
    from the most specific row for a customer and product. Allocation rules come before the objectives, in the order of
    the file, and never break a least fill rate:

    - `priority`: the demand rows of the first priority get as much as they could if the others did not exist, then the
      next. The most specific priority counts: of the demand row, of a scope, of the customer; 1 is served first, blank
      last. Priorities that no scope's rule is about are followed all the same.
    - `proportional`: every customer has the same fill rate of a product, but none less than it must have; how high is
      left to the objectives. `equal_fill`: the same, of what is left once everybody has what it must.
    - `max_min`: no customer's fill rate can rise without lowering one that is already at or below it. `quota`: the
      same, of what a scope is served ÷ its `quota`; what one cannot use is shared by the quotas of the others. At most
      60 members can be ranked so.

    Members that must be served in full have no part in it. Equal shares are exact wherever multiples of the resolution
    allow it, and less than one step off elsewhere.

    **Selling.** Each unit served is sold in one channel and by at most one partner: those that the last lane names; else
    those of the partner that operates its origin; else the customer's. A partner without a channel of the sale sells in its
    own. A customer with a channel takes no lanes that name another one. A channel or partner that has rows in `prices`
    sells only the products that they name; where a partner is exclusive in a customer's `territory`, nobody else sells the
    product there. The unit price comes from `demand`, else from the most specific row of `prices`, else from `products`.
    Our revenue is the `partner_price` where there is one, else the unit price. The commissions of channel, partner and row
    of `prices` are all costs, in percent of the unit price, and so is the channel's `selling_cost`. Shares of channels and
    territories are of what is sold; of nothing every share holds. A partner keeps the difference of unit price and
    `partner_price`, or without that its own commission and that of the row; its margin is that, less the costs of the sites
    that it operates and the lanes that name it, in percent of what it sells. `credit_limit` is on our revenue from it. What is sold
    by `baseline` is sold as the tables say now; growth is in percent of its quantity.

    **Contracts.** A line with a provider is about what it carries, each leg counted; one with a partner about what it sells,
    on the last lane, where `share_min` and `share_max` are of all that is sold and matches. `exclusive` allows nobody
    else: no other provider; nobody else who sells, ourselves included. `take_or_pay` is paid for at its `shortfall_cost` where it is
    not reached. `fill_rate_min` is of all that a partner's customers ask for, those whose `partner` it is, whoever sells it.

    **Rates.** `unit_cost` is one more base charge of the lane row's rate. The charges of one rate add up; then the
    largest `minimum_charge` of the breaks reached counts against the sum, shipment by shipment. A break covers the
    amounts from `break_from` to `break_to`, or, without `break_to`, up to but without the next `break_from`; an
    amount that two breaks share belongs to the higher; more overlap is an error; an amount in no break is not
    offered. `flat` is cost × basis. `band` is looked up by the order's own weight, over all its rows as ordered,
    and so is known before anything is planned. All rows of one charge share basis, structure, break basis and
    scope. A shipment is one order on a lane, else all of a lane row's flow.

    **Offers.** Rows of one provider with the same named `offer` are taken or left together: `capacity_min` binds and
    `fixed_cost` is paid in all of them once it is taken. In a row without an offer, `capacity_min` binds always, and
    `minimum_if_used` where something moves.

    **Engagement.** A provider is engaged if a lane of its carries something, or a site that it operates is open; then
    its `engagement_cost` is paid once.

    **Constraints.** `flow` is the quantity leaving on the lanes that match, `flow_count` the number of lane rows
    with flow, `provider_count` of providers used, `site_count` of sites open. `conditional_min` means 0 or at
    least the value. A limit in `%` is of the flow of the constraint named in `within`. `channel` and `partner` match
    what is sold so, on its last lane, and nothing before it. With `penalty_cost` a constraint is soft, and paid for each unit
    that it is missed by. Of an average the units are goods: of a `score` one for each 100 points, so that of an `on_time_rate`, as of a
    contract's `on_time_min`, the goods are paid for that are late beyond what was agreed; of a `transit` one for each unit of time; where
    every flow is to keep the value, each that does not. `origin` together
    with `customer` needs a lane between the two, or orders, because pooled
    flow has no final customer.

    **Budgets.** A `budget` is a most of what the plan costs, penalties included, or of the kinds of cost that `measure` names,
    as they stand in `costs` of plan.json. A soft one is paid for each unit of the currency that it is exceeded by; what soft budgets
    are exceeded by counts in budgets that are not soft. Rebates, and surcharges below 0, count only beside the charges that they are of.

    **Objectives** are optimised in order of priority, each kept within its tolerance while the next is improved;
    those of one priority are added with their weights. `unmet_orders` is a count; `fill_rate` is in percent of the
    quantity of all rows not excluded; `max_min_fill` is the least fill rate among the scopes of `policies`, or else
    among the customers; `lead_time` is the sum of quantity × transit time. Without the table it is
    `profit` where every demand row has a price, else `total_cost`, penalties included.

    **Scenarios.** `where` is a test, or several joined by ` and `: `column op value`, where op is one of `=`,
    `!=`, `<`, `<=`, `>`, `>=` or `in(…)`; a value with blanks in it stands in single quotes. A test that matches
    no row is an error. The action `append` takes a row as `column=value; column=value`. Items apply in order,
    those of `based_on` before.

    **Planned quantities** are multiples of the resolution (`quantity_decimals`), and the optimum is over such plans.

    **Money.** A charge line is exact and rounded once, half to even, to 10^-9 of the currency. Invoice lines are
    rounded half up to `currency_decimals`, and what that adds up to is shown as a line of its own.

    **Distances** that a lane does not give are great-circle distances between the coordinates of its ends, on a
    sphere of 6371.0088 km, rounded to 0.001 km, times `circuity_factor`.
    """

  static let faults = """
    Everything wrong with an instance is listed at once, with its file, line and column. Lines and columns count
    from 1; columns count characters (Unicode scalar values). `--format json` writes a line of JSON for each:
    `file`, `line`, `column`, `severity` (`error`, `warning` or `note`), `rule`, `message`, `hint`, `text`,
    `related`. These are the rules about the form of tables:
    """
}
