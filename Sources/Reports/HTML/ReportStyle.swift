/// The report's style sheet: one accent, quiet tables, light and dark by the reader's system, light on paper.
enum ReportStyle {
  static let sheet: StaticString = """
    :root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1b2430;--soft:#5b6675;--line:#e1e5ea;--fill:#2f6fb5;
    --track:#e9edf2;--good:#1e7d4f;--good-back:#e3f4ea;--warn:#8a5a00;--warn-back:#fdf1d8;--bad:#b3261e;
    --bad-back:#fbe4e2;--land:#e6e9ec;--sea:#f9fbfc;--coast:#c9d0d8;--flow:#2f6fb5}
    @media (prefers-color-scheme:dark){:root{--page:#12161c;--card:#1a2029;--ink:#e6eaf0;--soft:#9aa6b5;--line:#2c3542;
    --fill:#6ba7e8;--track:#28313d;--good:#6fd3a0;--good-back:#17352a;--warn:#f0c36a;--warn-back:#3a2f17;--bad:#ff9d94;
    --bad-back:#43211f;--land:#2a323d;--sea:#161b22;--coast:#3d4857;--flow:#6ba7e8}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--page);color:var(--ink);
    font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
    main,header,footer{max-width:1080px;margin:0 auto;padding:0 24px}
    header{padding-top:36px}
    h1{font-size:28px;line-height:1.2;margin:0;letter-spacing:-.01em;overflow-wrap:anywhere}
    h2{font-size:18px;margin:0 0 12px}
    h3{font-size:15px;margin:20px 0 8px}
    p{margin:0 0 10px;max-width:76ch}
    .eyebrow{color:var(--soft);font-size:13px;margin:0 0 4px}
    .verdict{font-size:17px;margin:14px 0 22px;max-width:76ch}
    .chip{display:inline-block;border-radius:999px;padding:1px 11px;font-size:13px;font-weight:600;vertical-align:3px;
    margin-left:10px;letter-spacing:0}
    .good{color:var(--good);background:var(--good-back)}.warn{color:var(--warn);background:var(--warn-back)}
    .bad{color:var(--bad);background:var(--bad-back)}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(134px,1fr));gap:12px;margin-bottom:16px}
    .tile,section{background:var(--card);border:1px solid var(--line);border-radius:10px}
    .tile{padding:12px}.tile .name{color:var(--soft);font-size:13px}
    .tile .value{font-size:19px;font-weight:650;line-height:1.4;font-variant-numeric:tabular-nums;
    overflow-wrap:anywhere}
    .tile small{font-size:12.5px;font-weight:500;color:var(--soft)}
    .tile .note{color:var(--soft);font-size:12.5px}
    section{padding:20px 24px;margin-bottom:16px}
    table{border-collapse:collapse;width:100%;font-size:14px}
    .wide{overflow-x:auto}
    th{color:var(--soft);font-weight:600;font-size:12.5px;text-align:left;white-space:nowrap}
    th,td{padding:6px 12px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
    th:last-child,td:last-child{padding-right:0}
    tbody tr:last-child td{border-bottom:0}
    tfoot td{border-top:2px solid var(--line);border-bottom:0;font-weight:600}
    .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    td.name{overflow-wrap:break-word;max-width:34ch}
    .wide+p{margin-top:12px}
    .place,.soft{color:var(--soft);font-size:12.5px}.place{white-space:nowrap;width:1%}
    .bar{background:var(--track);border-radius:3px;height:10px;min-width:90px;margin-top:6px;overflow:hidden}
    .bar i{display:block;height:100%;background:var(--fill);border-radius:3px}
    .bar.full i{background:var(--good)}.bar.short i{background:var(--warn)}.bar.none i{background:var(--bad)}
    .w40{width:40%}
    code{font:0.93em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--track);border-radius:4px;
    padding:0 4px;overflow-wrap:anywhere}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 18px;margin:0;font-size:14px}
    dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
    ul{padding-left:20px;margin:0}li{margin-bottom:6px}
    figure{margin:0}figcaption{color:var(--soft);font-size:12.5px;margin-top:8px}
    svg.map{display:block;width:100%;height:auto;background:var(--sea);border:1px solid var(--line);border-radius:8px}
    svg.chart{display:block;width:100%;height:auto}
    .axis{fill:none;stroke:var(--coast);stroke-width:1}.tick{fill:var(--soft);font-size:13px}
    .frontier{fill:none;stroke:var(--fill);stroke-width:2;stroke-linejoin:round}
    .point{fill:var(--fill);stroke:var(--card);stroke-width:1.5}
    .land{fill:var(--land);stroke:var(--coast);stroke-width:1;vector-effect:non-scaling-stroke}
    .flow{stroke:var(--flow);stroke-linecap:round;fill:none;opacity:.5}
    .site{fill:var(--ink);stroke:var(--card);stroke-width:1.5}.site.closed{fill:var(--card);stroke:var(--soft)}
    .customer{fill:var(--fill);stroke:var(--card);stroke-width:1}.customer.short{fill:var(--warn)}
    .customer.none{fill:var(--bad)}
    .label{fill:var(--ink);font-size:12px;paint-order:stroke;stroke:var(--sea);stroke-width:3px;stroke-linejoin:round}
    .key{display:inline-block;width:10px;height:10px;margin:0 5px 0 14px;border-radius:50%}
    .key:first-child{margin-left:0}
    .key.square{border-radius:2px;background:var(--ink)}.key.hollow{border-radius:2px;border:1.5px solid var(--soft)}
    .key.met{background:var(--fill)}.key.partly{background:var(--warn)}.key.unmet{background:var(--bad)}
    footer{color:var(--soft);font-size:13px;padding-bottom:40px}
    @media (max-width:640px){section{padding:16px}main,header,footer{padding-left:14px;padding-right:14px}}
    @media print{:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#111;--soft:#555;--line:#ccc;--fill:#2f6fb5;
    --track:#eee;--good:#1e7d4f;--good-back:#fff;--warn:#8a5a00;--warn-back:#fff;--bad:#b3261e;--bad-back:#fff;
    --land:#eee;--sea:#fff;--coast:#bbb;--flow:#2f6fb5}
    body{font-size:10.5pt}section,.tile{break-inside:avoid-page;border-color:#ccc}section.long{break-inside:auto}
    tr{break-inside:avoid}thead{display:table-header-group}main,header,footer{max-width:none;padding:0}
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
    """
}
