using System.Text.RegularExpressions;

namespace ModelCompression.Core.Tests;

/// <summary>The architecture as a test: what a folder may use, how long a file may be, how things are named, and that every strategy, rule, pass and gradient is tested.</summary>
[TestClass]
public sealed class CodebaseRules
{
    private static readonly string[] Foundation = ["Tensors", "Diagnostics", "Ir"];
    private static readonly string[] Middle = [.. Foundation, "Analysis", "Inference", "Rewriting", "Differentiation", "Layerwise"];
    private static readonly string[] Strategies = ["Data", "Calibration", "Quantization", "Pruning", "Packing", "Metrics", "Targets"];

    /// <summary>What each folder of Core may use besides itself; null is everything.</summary>
    private static readonly SortedDictionary<string, string[]?> MayUse = new(StringComparer.Ordinal)
    {
        ["Tensors"] = [],
        ["Diagnostics"] = [],
        ["Ir"] = ["Tensors", "Diagnostics"],
        ["Onnx"] = Foundation,
        ["Analysis"] = Foundation,
        ["Inference"] = Foundation,
        ["Rewriting"] = [.. Foundation, "Analysis"],
        ["Differentiation"] = [.. Foundation, "Analysis"],
        ["Layerwise"] = [.. Foundation, "Analysis", "Inference", "Rewriting"],
        ["Passes"] = Middle,
        ["Data"] = Middle,
        ["Calibration"] = Middle,
        ["Quantization"] = Middle,
        ["Pruning"] = Middle,
        ["Packing"] = Middle,
        ["Metrics"] = Middle,
        ["Targets"] = Middle,
        ["Evaluation"] = [.. Middle, "Onnx", "Passes", .. Strategies],
        ["Gating"] = [.. Middle, "Onnx", "Passes", .. Strategies],
        ["Reporting"] = [.. Middle, "Onnx", "Passes", .. Strategies],
        ["Compression"] = null,
    };

    private static readonly IReadOnlyList<SourceFile> Files = SourceTree.Read();

    private static IEnumerable<SourceFile> Sources => Files.Where(file => file.Parts[0] == "src");

    [TestMethod]
    public void Folders_of_Core_use_only_what_the_layer_table_allows() => AssertNone(
        Sources.Where(file => file.Layer is not null).SelectMany(LayerProblems));

    [TestMethod]
    public void Code_that_goes_into_apps_uses_the_base_library_alone() => AssertNone(
        Sources.Where(file => file.Project == "ModelCompression.Runtime")
            .SelectMany(file => Regex.Matches(file.Code, @"\busing ([\w.]+);|\b(ModelCompression\.(?!Runtime\b)\w+)").Select(match => $"{file.Path}: {match.Value}"))
            .Where(problem => !Regex.IsMatch(problem, @"using System(\.[\w.]+)?;")));

    [TestMethod]
    public void Only_Onnx_names_Google_Protobuf() => AssertNone(
        Sources.Where(file => file.Layer != "Onnx" && file.Code.Contains("Google.Protobuf", StringComparison.Ordinal)).Select(file => file.Path));

    [TestMethod]
    public void Files_have_at_most_400_lines() => AssertNone(
        Files.Where(file => file.Lines > 400).Select(file => $"{file.Path}: {file.Lines} lines"));

    [TestMethod]
    public void Files_are_named_after_a_type_in_them() => AssertNone(
        Sources.Where(file => file.Name != "Program" && !file.Types.Contains(file.Name)).Select(file => file.Path));

    [TestMethod]
    public void Namespaces_follow_folders() => AssertNone(
        Files.Where(file => NamespaceOf(file) is { } found && found != ExpectedNamespace(file)).Select(file => $"{file.Path}: {NamespaceOf(file)}"));

    [TestMethod]
    public void Only_the_engine_touches_the_process_around_it() => AssertNone(
        Sources.Where(file => file.Project != "ModelCompression.Engine")
            .SelectMany(file => Regex.Matches(file.Code, @"(?<![\w.])(?:System\.)?(Console|Environment|Process)\b\s*[.(]")
                .Where(match => !(file.Project == "ModelCompression.Tasks" && match.Groups[1].Value == "Process"))
                .Select(match => $"{file.Path}: {match.Groups[1].Value}")));

    [TestMethod]
    public void Strategies_rules_and_passes_have_a_test_file_of_their_name()
    {
        var tests = Files.Where(file => file.Parts[0] == "tests").Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        AssertNone(Sources.SelectMany(NeedTests).Where(name => !tests.Contains(name + "Tests")));
    }

    [TestMethod]
    public void No_type_has_a_name_that_says_nothing() => AssertNone(
        Files.SelectMany(file => file.Types.Where(type => Regex.IsMatch(type, "(Manager|Helpers?|Utils?|Processor|Base|Info)$")).Select(type => $"{file.Path}: {type}")));

    [TestMethod]
    public void Classes_are_sealed() => AssertNone(
        Sources.SelectMany(file => Regex.Matches(file.Code, @"^[ \t]*((?:\w+ )*)(?:class|record(?! struct)) (\w+)", RegexOptions.Multiline)
            .Where(match => !Regex.IsMatch(match.Groups[1].Value, @"\b(sealed|static|abstract)\b"))
            .Select(match => $"{file.Path}: {match.Groups[2].Value}")));

    [TestMethod]
    [DataRow("Ir", "using ModelCompression.Onnx;", true)]
    [DataRow("Ir", "using ModelCompression.Tensors;", false)]
    [DataRow("Quantization", "using ModelCompression.Pruning;", true)]
    [DataRow("Quantization", "var x = new ModelCompression.Onnx.OnnxReader();", true)]
    [DataRow("Quantization", "var x = Onnx.OnnxReader.Read(path);", true)]
    [DataRow("Quantization", "var x = model.Onnx.OnnxReader;", false)]
    [DataRow("Quantization", "// Onnx.OnnxReader is not used", false)]
    [DataRow("Compression", "using ModelCompression.Pruning;", false)]
    [DataRow("Unheard", "", true)]
    public void Layer_rule_finds_what_it_should(string folder, string code, bool isProblem) =>
        Assert.AreEqual(isProblem, LayerProblems(SourceTree.Parse($"src/ModelCompression.Core/{folder}/X.cs", code)).Any());

    private static IEnumerable<string> LayerProblems(SourceFile file)
    {
        var layer = file.Layer ?? "";
        if (!MayUse.TryGetValue(layer, out var allowed))
        {
            return [$"{file.Path}: folder '{layer}' is not in the layer table"];
        }

        return MayUse.Keys
            .Where(other => other != layer && allowed is not null && !allowed.Contains(other) && Names(file, other))
            .Select(other => $"{file.Path} uses {other}");
    }

    /// <summary>True for a using line, a full name, or a name that starts at the folder and goes on to a type of it.</summary>
    private static bool Names(SourceFile file, string folder) =>
        Regex.IsMatch(file.Code, $@"\bModelCompression\.{folder}\b")
        || Regex.Matches(file.Code, $@"(?<![\w.]){folder}\.(?:\w+\.)*?(\w+)").Any(match => Files.Any(other => other.Layer == folder && other.Name == match.Groups[1].Value));

    private static IEnumerable<string> NeedTests(SourceFile file) =>
        Regex.Matches(file.Code, @"\[Strategy\([^\]]*\][^;{]*?\bclass (\w+)")
            .Concat(Regex.Matches(file.Code, @"(?<!abstract )class (\w+)[^{;]*:[^{;]*\b(?:RewriteRule|IPass|IOperatorGradient)\b"))
            .Select(match => match.Groups[1].Value);

    private static string? NamespaceOf(SourceFile file) => Regex.Match(file.Code, @"^namespace ([\w.]+);", RegexOptions.Multiline) is { Success: true } match ? match.Groups[1].Value : null;

    private static string ExpectedNamespace(SourceFile file)
    {
        var project = file.Parts[0] == "src" && file.Project == "ModelCompression.Core" ? "ModelCompression" : file.Project;
        return string.Join('.', file.Parts[2..^1].Prepend(project));
    }

    private static void AssertNone(IEnumerable<string> problems)
    {
        var found = problems.Distinct().ToList();
        Assert.IsEmpty(found, string.Join("; ", found));
    }
}
