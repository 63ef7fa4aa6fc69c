using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Layerwise;
using ModelCompression.Tensors;

namespace ModelCompression.Quantization;

/// <summary>
/// Dynamic quantization of MatMul, Gemm, LSTM and Attention: s8 symmetric weights in the file, activations quantized to u8 from their own range at run time
/// (DynamicQuantizeLinear, MatMulInteger; DynamicQuantizeLSTM; QAttention). Needs no data. Convolutions are never quantized this way: their integer operator is several times slower.
/// </summary>
[Strategy("Dynamic", "8-bit weights of MatMul, Gemm, LSTM and Attention, activations quantized at run time; needs no data.")]
public sealed class DynamicQuantizer : IQuantizer
{
    private const int MinOpset = 11;

    public bool NeedsRanges => false;

    public QuantizationPlan Plan(Model model, QuantizationInputs inputs)
    {
        var products = new List<DynamicProduct>();
        var skipped = new List<Skipped>();
        var shared = new Dictionary<(Value Weight, bool Transposed, NodeSettings Settings), QuantizedWeights>();
        foreach (var node in model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).Where(node => node.IsAny("MatMul", "Gemm")))
        {
            var problem = inputs.Excluded.GetValueOrDefault(node) ?? Problem(model, node) ?? SchemeCost.OfDynamic(node, inputs.SettingsOf(node), inputs.TypeOf);
            if (problem is not null)
            {
                skipped.Add(new Skipped(node.Name, problem));
                continue;
            }

            var weight = node.Input(1) ?? throw new InvalidOperationException($"{node} has no weight.");
            var transposed = node.Int("transB", 0) != 0;
            var settings = inputs.SettingsOf(node);
            if (!shared.TryGetValue((weight, transposed, settings), out var quantized))
            {
                quantized = Quantize(weight.Constant ?? throw new InvalidOperationException($"{weight} is not constant."), transposed, settings, inputs);
                shared[(weight, transposed, settings)] = quantized;
            }

            products.Add(new DynamicProduct(node, weight, transposed, quantized));
        }

        List<PlannedQuantization> items = products.Count == 0 ? [] : [new DynamicQuantization(products)];
        var attention = Attention(model, inputs, skipped);
        var recurrences = Recurrences(model, inputs, skipped);
        return new QuantizationPlan(
            [.. items, .. attention.Count == 0 ? [] : new PlannedQuantization[] { new AttentionQuantization(attention) }, .. recurrences.Count == 0 ? [] : new PlannedQuantization[] { new LstmQuantization(recurrences) }],
            skipped);
    }

    private static List<AttentionProduct> Attention(Model model, QuantizationInputs inputs, List<Skipped> skipped)
    {
        var products = new List<AttentionProduct>();
        foreach (var node in model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).Where(node => node is { Domain: "com.microsoft", OpType: "Attention" }))
        {
            var settings = inputs.SettingsOf(node);
            var problem = inputs.Excluded.GetValueOrDefault(node) ?? OpsetProblem(model) ?? AttentionQuantization.Problem(node) ?? SchemeCost.OfDynamic(node, settings, inputs.TypeOf);
            if (problem is not null)
            {
                skipped.Add(new Skipped(node.Name, problem));
            }
            else if (node.Input(1)?.Constant is { } weight)
            {
                products.Add(new AttentionProduct(node, Quantize(weight, transposed: false, settings, inputs)));
            }
        }

        return products;
    }

    private static List<LstmProduct> Recurrences(Model model, QuantizationInputs inputs, List<Skipped> skipped)
    {
        var products = new List<LstmProduct>();
        foreach (var node in model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes))
        {
            var problem = node switch
            {
                { Domain: "com.microsoft", OpType: "FusedMatMul" or "FusedGemm" } =>
                    "the operator is fused, and its weights cannot be quantized inside it; export the model without fused operators",
                _ when node.IsAny("Conv", "ConvTranspose") => ConvolutionProblem(node, inputs),
                _ when node.IsAny("LSTM", "GRU", "RNN") => inputs.Excluded.GetValueOrDefault(node) ?? LstmPlanner.Problem(model, node) ?? SchemeCost.OfLstm(node, inputs.SettingsOf(node)),
                _ => "",
            };
            if (problem is null)
            {
                products.Add(LstmPlanner.Quantize(node, inputs.SettingsOf(node), inputs.Target.PairSafe, inputs.WeightClips?.Invoke(inputs.SettingsOf(node))));
            }
            else if (problem.Length > 0)
            {
                skipped.Add(new Skipped(node.Name, problem));
            }
        }

        return products;
    }

    /// <summary>Static quantization, which runs where there are ranges, has reasons of its own.</summary>
    private static string ConvolutionProblem(Node node, QuantizationInputs inputs) =>
        inputs.Excluded.GetValueOrDefault(node)
        ?? (inputs.Ranges is not null ? ""
            : node.Is("Conv") ? "convolutions are only faster in integers when they are quantized statically, which needs CalibrationData" : "the runtime has no integer ConvTranspose");

    private static QuantizedWeights Quantize(TensorData weight, bool transposed, NodeSettings settings, QuantizationInputs inputs) =>
        new WeightQuantizer(settings.PerChannel, inputs.Target.PairSafe, settings.WeightBits) { Clip = inputs.WeightClips?.Invoke(settings) }
            .Quantize(weight.AsSpan<float>(), WeightRows.Matrix(weight.Shape, transposed));

    private static string? Problem(Model model, Node node) => OpsetProblem(model) ?? MatrixWeight.Problem(node);

    private static string? OpsetProblem(Model model) => model.Opset < MinOpset ? $"dynamic quantization needs opset {MinOpset}, the model has {model.Opset}" : null;
}
