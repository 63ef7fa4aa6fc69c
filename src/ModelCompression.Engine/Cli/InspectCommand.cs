using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ModelCompression.Compression;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.Quantization.Saturation;
using ModelCompression.Reporting;

namespace ModelCompression.Engine.Cli;

/// <summary><c>modelc inspect MODEL</c>: what is in a file, without running it.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "The ONNX model to look at.", HelpName = "MODEL" };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object on standard output." };
        var command = new Command("inspect", "Shows inputs, outputs, operators and where the bytes are.");
        command.Add(model);
        command.Add(json);
        command.SetAction(parsed => Run(parsed.GetRequiredValue(model), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string path, bool json) => CommandGuard.Run(path, json, _ =>
    {
        var facts = Facts.Of(path);
        Console.Out.WriteLine(json ? facts.ToJson() : facts.ToText());
        return ExitCode.Accepted;
    });

    private sealed record Port(string Name, string Type);

    private sealed record Count(string Name, int Nodes);

    private sealed record Weights(string Type, int Tensors, long Elements, long Bytes);

    private sealed record Facts(
        string Model, long Bytes, long IrVersion, IReadOnlyDictionary<string, long> Opsets, IReadOnlyList<Port> Inputs, IReadOnlyList<Port> Outputs,
        IReadOnlyList<Count> Operators, IReadOnlyList<Weights> Weights, int IntegerProducts, IReadOnlyList<SaturatingLayer> Saturation, IReadOnlyList<DiagnosticReport> Diagnostics)
    {
        public static Facts Of(string path)
        {
            var model = OnnxReader.Read(CommandGuard.FullPath(path, "a model"));
            var graphs = model.Graph.SelfAndSubgraphs().ToList();
            var nodes = graphs.SelectMany(graph => graph.Nodes).ToList();
            var constants = graphs.SelectMany(graph => graph.Initializers).Select(value => value.Initializer)
                .Concat(nodes.Where(node => node.Is("Constant")).Select(node => node.Tensor("value"))).OfType<Tensors.TensorData>();
            var saturation = PairSaturation.Of(model);
            return new Facts(
                path, new FileInfo(path).Length, model.IrVersion, model.Opsets,
                [.. model.Graph.RequiredInputs.Select(PortOf)], [.. model.Graph.Outputs.Select(PortOf)],
                [.. nodes.GroupBy(node => node.Domain.Length == 0 ? node.OpType : node.Domain + "." + node.OpType)
                    .Select(group => new Count(group.Key, group.Count())).OrderByDescending(count => count.Nodes).ThenBy(count => count.Name, StringComparer.Ordinal)],
                [.. constants.GroupBy(tensor => tensor.Element).OrderByDescending(group => group.Sum(tensor => tensor.SizeBytes))
                    .Select(group => new Weights(group.Key.ToString(), group.Count(), group.Sum(tensor => tensor.Count), group.Sum(tensor => tensor.SizeBytes)))],
                saturation.Products, saturation.Layers, []);
        }

        public string ToJson() => ModelReport.SafeJson(JsonSerializer.Serialize(this, ModelReport.Json));

        public string ToText()
        {
            var text = new System.Text.StringBuilder();
            text.AppendLine(PlainLines.One(string.Create(CultureInfo.InvariantCulture, $"{Model}: {SummaryLine.Size(Bytes)}, IR version {IrVersion}, {string.Join(", ", Opsets.Select(opset => $"opset {(opset.Key.Length == 0 ? "ai.onnx" : opset.Key)} {opset.Value}"))}")));
            Section(text, "Inputs", Inputs.Select(port => $"{port.Name}: {port.Type}"));
            Section(text, "Outputs", Outputs.Select(port => $"{port.Name}: {port.Type}"));
            Section(text, "Operators", Operators.Select(count => $"{count.Nodes,6}  {count.Name}"));
            Section(text, "Weights", Weights.Select(weights => string.Create(CultureInfo.InvariantCulture,
                $"{SummaryLine.Size(weights.Bytes),10}  {weights.Type}, {weights.Tensors} tensors, {weights.Elements:N0} elements")));
            if (IntegerProducts > 0)
            {
                Section(text, "Saturation on x64 CPUs without VNNI", Saturation.Count == 0
                    ? [$"none of {IntegerProducts} int8 products can saturate: the same results on every CPU"]
                    : Saturation.Select(layer => SaturationWarning.Describe(layer)).Prepend($"{Saturation.Count} of {IntegerProducts} int8 products can saturate"));
            }

            return text.ToString().TrimEnd();
        }

        private static void Section(System.Text.StringBuilder text, string title, IEnumerable<string> lines)
        {
            text.AppendLine(title);
            foreach (var line in lines)
            {
                text.AppendLine(PlainLines.One("  " + line));
            }
        }

        private static Port PortOf(Value value) => new(value.Name, value.Type?.ToString() ?? "not a tensor");
    }
}
