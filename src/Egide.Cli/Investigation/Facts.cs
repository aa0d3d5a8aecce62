using System.Text.Json;
using Egide.Journal;
using Egide.Report;

namespace Egide.Cli.Investigation;

/// <summary>Appends to the journal what an investigation states, so that each statement is as provable as the records it rests on.</summary>
internal static class Facts
{
    public static void Write(FileJournal journal, Dossier dossier, IReadOnlyList<string> files, string? previous)
    {
        var batch = new JournalBatch();
        void Add(string kind, object fact)
        {
            batch.Add(EntryKind.Fact, System.Text.Encoding.UTF8.GetBytes(kind), JsonSerializer.SerializeToUtf8Bytes(fact));
            if (batch.Count < 4096) return;
            journal.Append(batch);
            batch.Clear();
        }

        Add("run", new { made_at = dossier.MadeAt, version = dossier.Version, inputs = dossier.Inputs, context = dossier.Context, files, previous_checkpoint = previous });
        foreach (var source in dossier.Sources) Add("source", new { source.Name, source.Events, source.Grades, source.Quarantined, source.Duplicates, drift_seconds = source.Drift.Seconds });
        foreach (var finding in dossier.Findings) Add("finding", new { finding.Id, finding.Detector, finding.Account, finding.Session, finding.At, finding.Score, finding.Evidence });
        foreach (var incident in dossier.Incidents)
        {
            Add("incident", new
            {
                incident.Id, incident.OpenedAt, accounts = incident.Accounts.Select(a => new { a.IdentityProvider, a.Id, a.Practitioner, a.Score }), incident.From, incident.To,
                incident.Persons, incident.Categories, incident.Controllers, medical = incident.Medical.Statement, incident.Complete,
            });
            foreach (var session in incident.Sessions)
                Add("attribution", new { session.Incident, session.Account, session.Session, session.Start, session.End, session.PIntruder });
        }

        journal.Append(batch);
    }
}
