using System.Globalization;

namespace ModelCompression.Reporting;

/// <summary>The tables of a report in order, without those that would be empty.</summary>
internal static class ReportTables
{
    public const string LayersTitle = "Layers";
    public const string ChangedTitle = "Samples that changed";
    public const string SchemeColumn = "Scheme";

    private const int MostCharactersOfNames = 60;

    private const int MostClasses = 20;

    private const int Large = 14_000;
    private const int Medium = 7_000;
    private const int Small = 3_500;

    private static readonly HashSet<int> First = [0];

    public static IReadOnlyList<ReportTable> Of(ModelReport report) =>
        [.. new[] { Messages(report), Agreement(report), Changed(report), Classes(report), Confusion(report), Layers(report), Skipped(report), Data(report), Recipe(report), About(report) }.Where(table => table.Rows.Count > 0)];

    private static ReportTable Messages(ModelReport report) => new(
        "Messages", null, ["Code", "Severity", "Message", "Where"],
        [.. report.Diagnostics.Select(IReadOnlyList<string> (item) => [item.Code, item.Severity, item.Message, item.Where ?? ""])],
        new HashSet<int> { 0, 3 }, Medium);

    private static ReportTable Agreement(ModelReport report) => new(
        "Agreement with the original's outputs", "Measured without labels on the same samples.", ["Measure", "Value"],
        report.Fidelity is not { } fidelity ? [] :
        [
            ["Cosine similarity, mean", MetricFormat.Value(MetricFormat.Fidelity, fidelity.Cosine)],
            ["Signal to quantization noise", fidelity.SqnrDb switch
            {
                double.PositiveInfinity => "no noise at all",
                var decibels when double.IsFinite(decibels) => decibels.ToString("0.0", CultureInfo.InvariantCulture) + " dB",
                _ => "not defined",
            }],
            ["Largest absolute difference", double.IsNaN(fidelity.MaxAbs) ? "not defined" : MetricFormat.Number(fidelity.MaxAbs, 3)],
            ["Same top answer", Share(fidelity.ArgmaxAgreement)],
            ["Same answers among the top five", Share(fidelity.Top5Overlap)],
            ["Kullback-Leibler divergence", double.IsNaN(fidelity.KlDivergence) ? "not defined" : MetricFormat.Number(fidelity.KlDivergence, 3)],
        ],
        new HashSet<int>(), Small);

    private static string Share(double share) => double.IsNaN(share) ? "not defined" : (share * 100).ToString("0.00", CultureInfo.InvariantCulture) + "%";

    private static ReportTable Changed(ModelReport report)
    {
        var hidden = (report.Metric?.Broken ?? 0) + (report.Metric?.Repaired ?? 0) - report.Changed.Count;
        var hasAnswers = report.Changed.Any(item => item.After is not null);
        return new ReportTable(
            ChangedTitle, hidden > 0 ? string.Create(CultureInfo.InvariantCulture, $"The first ones; {hidden:N0} more changed.") : null,
            hasAnswers ? ["Sample", "Class", "Original says", "Compressed says", "Change"] : ["Sample", "Class", "Change"],
            [.. report.Changed.Select(IReadOnlyList<string> (item) =>
                hasAnswers ? [item.Sample, Number(item.Class), Number(item.Before), Number(item.After), ChangeOf(item)] : [item.Sample, Number(item.Class), ChangeOf(item)])],
            First, Small);
    }

    /// <summary>The share of right samples of each class (its recall); of many classes those that changed most.</summary>
    private static ReportTable Classes(ModelReport report)
    {
        var all = report.Classes.Count <= MostClasses;
        var shown = all ? report.Classes : [.. report.Classes.Where(found => found.Original != found.Compressed)
            .OrderByDescending(found => Math.Abs(found.Original - found.Compressed) / (double)found.N).ThenBy(found => found.Class).Take(MostClasses)];
        return new ReportTable(
            "Classes", all ? "Share of right samples of each class." : "Share of right samples of the classes that changed most. The JSON report has all.", ["Class", "Samples", "Original", "Compressed"],
            [.. shown.Select(IReadOnlyList<string> (found) => [Number(found.Class), Number(found.N), Share((double)found.Original / found.N), Share((double)found.Compressed / found.N)])],
            new HashSet<int>(), Small);
    }

    private static ReportTable Confusion(ModelReport report) => new(
        "Classes taken for one another", "The most frequent wrong answers.", ["Class", "Taken for", "Original", "Compressed"],
        [.. report.Confusions.Select(IReadOnlyList<string> (found) => [Number(found.Class), Number(found.Answer), Number(found.Original), Number(found.Compressed)])],
        new HashSet<int>(), Small);

    /// <summary>A change in words.</summary>
    public static string ChangeOf(ChangedReport changed) => changed.Change == "broken" ? "right before, wrong now" : "wrong before, right now";

    private static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static ReportTable Layers(ModelReport report)
    {
        var (titles, rows, legend) = LayerColumns.Of(report.Layers);
        return new ReportTable(LayersTitle, "How each node with weights, and each touched node around them, is computed or stored.", titles, rows, First, Large) { Legend = legend };
    }

    /// <summary>One row for each reason, in the order the reasons first appear.</summary>
    private static ReportTable Skipped(ModelReport report)
    {
        var reasons = report.Skipped.GroupBy(item => item.Why, StringComparer.Ordinal).Select(IReadOnlyList<string> (group) => [Names([.. group.Select(item => item.Node)]), group.Key]).ToList();
        var isCut = report.Skipped.Count > reasons.Count;
        return new ReportTable("Not done", "What was left as it is, and why." + (isCut ? " The JSON report names every node." : ""), [isCut ? "Nodes" : "Node", "Why"], reasons, First, Medium);
    }

    /// <summary>As many names as fit on a line or two, and how many there are beyond.</summary>
    private static string Names(IReadOnlyList<string> names)
    {
        var shown = 1;
        for (var length = names[0].Length; shown < names.Count && (length += names[shown].Length + 2) <= MostCharactersOfNames; shown++)
        {
        }

        var list = string.Join(", ", names.Take(shown));
        return shown == names.Count ? list : string.Create(CultureInfo.InvariantCulture, $"{list} and {names.Count - shown:N0} more");
    }

    private static ReportTable Data(ModelReport report) => new(
        "Data", "Which data did what.", ["Role", "Path", "Format", "Samples", "SHA-256"],
        [.. report.Data.Select(IReadOnlyList<string> (data) => [data.Role, data.Path, data.Format, data.Samples.ToString("N0", CultureInfo.InvariantCulture), data.Sha256])],
        new HashSet<int> { 1, 4 }, Small);

    private static ReportTable Recipe(ModelReport report) => new(
        "Recipe", "Every option that decides about the bytes, resolved.", ["Option", "Value"],
        [.. report.Recipe.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(IReadOnlyList<string> (pair) => [pair.Key, pair.Value])], new HashSet<int> { 0, 1 }, Small);

    private static ReportTable About(ModelReport report)
    {
        var rows = new List<IReadOnlyList<string>> { new[] { "Model", report.Model } };
        Add("Output", report.Output);
        Add("Zeros among pruned weights", report.Sparsity is { } sparsity ? (sparsity * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%" : null);
        Add("CPU class", report.Cpu?.Class);
        Add("ModelCompression.Build", report.Versions?.Tool);
        Add("ONNX Runtime", report.Versions?.Runtime);
        Add("Schema of the JSON report", report.Schema.ToString(CultureInfo.InvariantCulture));
        return new ReportTable("About this report", null, ["What", "Value"], rows, new HashSet<int> { 1 }, Small);

        void Add(string what, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                rows.Add([what, value]);
            }
        }
    }
}
