namespace Egide.Report.Html;

/// <summary>How the report looks: light, dark, narrow, printed.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--ink:#1b2027;--quiet:#555e69;--paper:#fff;--soft:#f4f5f7;--rule:#d5d9de;--intruder:#b93815;--carer:#0b6b72;--undecided:#5f6670;
        --window:rgba(185,56,21,.1);--night:rgba(60,70,90,.09);--h1:#fbeee9;--h2:#f6dcd3;--h3:#f0c7b9;--h4:#eab29f;--h5:#e39d85;--gA:#0b6b72;--gB:#5aa3a8;--gC:#d9b44a;--gD:#d9763f;--gE:#8f2a10}
        @media (prefers-color-scheme:dark){:root{--ink:#e9ecef;--quiet:#a9b2bc;--paper:#14181d;--soft:#1d232a;--rule:#39424c;--intruder:#ff9068;--carer:#58c5c9;--undecided:#b0b7c0;
        --window:rgba(255,144,104,.14);--night:rgba(200,210,230,.09);--h1:#2a1f1c;--h2:#3c2822;--h3:#4f3128;--h4:#623a2e;--h5:#754334;--gA:#58c5c9;--gB:#3b8489;--gC:#d9b44a;--gD:#e07f48;--gE:#b94a2c}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif;overflow-wrap:break-word}
        main{max-width:68rem;margin:0 auto;padding:1.5rem 1rem 4rem}
        h1{font-size:clamp(1.4rem,1rem + 2vw,2rem);line-height:1.2;margin:.2rem 0 .4rem;text-wrap:balance}
        h2{font-size:1.3rem;line-height:1.25;margin:2.6rem 0 .6rem}
        h3{font-size:1.1rem;margin:2rem 0 .5rem}
        article{border-top:3px solid var(--intruder);margin-top:3rem}
        p{max-width:46rem;margin:.5rem 0}
        a{color:inherit}
        .brand{font-weight:600;color:var(--carer);margin:0}
        .quiet,.note{color:var(--quiet);font-size:.875rem}
        .story{font-size:1.125rem;max-width:50rem;border-left:4px solid var(--intruder);padding-left:1rem;margin:1.2rem 0}
        .story.calm{border-left-color:var(--carer)}.story.mute{border-left-color:var(--undecided)}
        .story .unknown{display:block;margin-top:.6rem;font-size:1rem;color:var(--quiet)}
        .statement{font-weight:600}
        .figures{display:flex;flex-wrap:wrap;gap:1px;background:var(--rule);border:1px solid var(--rule);margin:1.5rem 0}
        .figures div{background:var(--paper);padding:.7rem .9rem;flex:1 1 9.5rem;display:flex;flex-direction:column}
        .figures dt{color:var(--quiet);font-size:.875rem}
        .figures dd{margin:0;font-size:1.5rem;font-weight:650;line-height:1.3;font-variant-numeric:tabular-nums}
        .figures dd.note{font-size:.8125rem;font-weight:400}
        .scroll{overflow-x:auto;margin:.8rem 0;position:relative}
        .scroll:focus-visible,summary:focus-visible,a:focus-visible{outline:2px solid var(--carer);outline-offset:2px}
        table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4}
        caption{text-align:left;color:var(--quiet);padding:.3rem 0}
        th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--rule);font-weight:400}
        thead th{font-weight:600;border-bottom:2px solid var(--rule);vertical-align:bottom}
        tbody th{font-weight:600}
        td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        td.positions{font-variant-numeric:tabular-nums;font-size:.93em;min-width:8rem}
        th.long{font-weight:400;min-width:11.5rem;overflow-wrap:anywhere}
        td.where{min-width:12rem;overflow-wrap:anywhere}
        td.where span,th.where span,td.why span{display:block}td .quiet,th .quiet{font-size:inherit}
        td.why{min-width:16rem}td.why span+span{margin-top:.25rem}
        small{color:inherit;font-size:.93em}
        .h1{background:var(--h1)}.h2{background:var(--h2)}.h3{background:var(--h3)}.h4{background:var(--h4)}.h5{background:var(--h5)}
        details{border:1px solid var(--rule);margin:.5rem 0;padding:0 .8rem}
        summary{cursor:pointer;padding:.6rem 0;font-weight:600}
        .plot svg{display:block;width:100%;min-width:44rem;height:auto}
        svg text{font:13px system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif;fill:var(--ink)}
        svg text.axis{font-size:11.5px;fill:var(--quiet)}
        svg text.strong{font-weight:650}
        svg .intruder{fill:var(--intruder)}svg .carer{fill:var(--carer)}svg .undecided{fill:var(--undecided)}
        svg .bar{opacity:.55}
        svg .night{fill:var(--night)}svg .window{fill:var(--window)}
        svg .grid{stroke:var(--rule);stroke-width:1}svg .base{stroke:var(--quiet);stroke-width:1}
        svg .whisker{stroke:var(--ink);stroke-width:1.5}svg .likely{fill:var(--intruder);stroke:var(--paper);stroke-width:1}
        svg .edge{stroke:var(--intruder);stroke-width:1.2;opacity:.4}
        .gA{fill:var(--gA)}.gB{fill:var(--gB)}.gC{fill:var(--gC)}.gD{fill:var(--gD)}.gE{fill:var(--gE)}
        svg.grades{display:block;width:8rem;height:.75rem}
        .mark{width:.9em;height:.9em;margin-right:.35em;vertical-align:-.08em}
        .v{white-space:nowrap;font-weight:600}
        .v.intruder{color:var(--intruder)}.v.carer{color:var(--carer)}.v.undecided{color:var(--undecided)}
        .legend{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;font-size:.875rem}
        .glossary{margin:.5rem 0;font-size:.9rem;display:grid;gap:.35rem}
        .glossary div{display:grid;grid-template-columns:13rem 1fr;gap:.2rem 1rem;max-width:56rem}.glossary dt{font-weight:600}.glossary dd{margin:0}
        .stacked small{display:block}
        .dense th,.dense td{padding:.35rem .3rem}.dense thead th{hyphens:auto;font-size:.8rem}.dense table{font-size:.8rem}.dense td.n{white-space:normal}
        .steps{border:1px solid var(--rule);border-left:4px solid var(--carer);padding:.6rem 1rem .6rem 2.2rem;margin:.5rem 0}.steps li{margin:.45rem 0;max-width:56rem}
        svg.interval{display:block;width:100%;height:1.6rem;border:1px solid var(--rule);margin:.8rem 0 .3rem}
        .proven{fill:var(--intruder);background:var(--intruder)}.probable{fill:var(--h5);background:var(--h5)}.possible{fill:var(--h2);background:var(--h2)}
        .swatch{display:inline-block;width:.9em;height:.9em;margin-right:.4em;border:1px solid var(--rule);vertical-align:-.1em}
        .plot.small{display:none}.plot.small svg{min-width:0}
        @media (max-width:40rem){.plot.large{display:none}.plot.small{display:block}.plot svg{min-width:34rem}.plot.small svg{min-width:0}caption,table,tbody,tbody tr{display:block;width:100%}thead{display:none}tbody tr{border:1px solid var(--rule);margin:.5rem 0;padding:.2rem .5rem}
        tbody td,tbody th{display:grid;grid-template-columns:7.5rem 1fr;gap:.6rem;border:0;padding:.15rem 0;min-width:0}td.n{text-align:left;white-space:normal}
        tbody td::before,tbody th::before{content:attr(data-label);color:var(--quiet);font-weight:400}th.long,td.where,td.why,td.positions{min-width:0}
        td.where>span,td.why>span,td>svg,td>svg+span{grid-column:2}td.where>span::before{content:none}details{padding:0 .5rem}}
        .method li{margin:.2rem 0;max-width:46rem}
        code{font:.875em/1.5 ui-monospace,"SF Mono",Consolas,monospace;overflow-wrap:anywhere}
        pre{background:var(--soft);padding:.7rem 1rem;overflow-x:auto;margin:.5rem 0}
        .proof{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;font-size:.9rem}
        .proof dd{margin:0;min-width:0}
        @media (max-width:34rem){.proof,.glossary div{grid-template-columns:1fr}.proof dd{margin-bottom:.4rem}.story{padding-left:.7rem;font-size:1.05rem}}
        @media print{:root{--ink:#000;--quiet:#444;--paper:#fff;--soft:#f4f5f7;--rule:#bbb;--intruder:#b93815;--carer:#0b6b72;--undecided:#5f6670;
        --h1:#fbeee9;--h2:#f6dcd3;--h3:#f0c7b9;--h4:#eab29f;--h5:#e39d85}
        @page{margin:15mm}body{font-size:10pt}main{max-width:none;padding:0}.scroll{overflow:visible}.plot svg{min-width:0}.plot.large{display:block}.plot.small{display:none}svg.interval{height:14pt}table,.dense table{font-size:8pt}.dense thead th{font-size:7pt}
        h2,h3,caption,thead,summary{break-after:avoid}tr,.plot,.figures{break-inside:avoid}article{break-before:page}
        details::details-content{content-visibility:visible;height:auto;opacity:1}details>:not(summary){display:block}summary{list-style:none}
        .glossary div{break-inside:avoid}th.long{min-width:8.5rem}td.where{min-width:8rem}td.why{min-width:11rem}td,th{padding:.25rem .35rem}.note,.quiet,.story .unknown{font-size:9pt}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}

        """;
}
