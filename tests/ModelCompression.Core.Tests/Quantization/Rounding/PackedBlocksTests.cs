using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Quantization;
using ModelCompression.Quantization.Rounding;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization.Rounding;

[TestClass]
public sealed class PackedBlocksTests
{
    private const int Batch = 32;
    private const string Product = "input x: float[32,90] w = const float[90,64] seed 1 y = MatMul(x, w) output y";

    [TestMethod]
    [DataRow(4, 16, Symmetry.Symmetric)]
    [DataRow(4, 32, Symmetry.Asymmetric)]
    [DataRow(8, 64, Symmetry.Symmetric)]
    [DataRow(8, 32, Symmetry.Asymmetric)]
    public void Read_gives_the_weights_the_runtime_multiplies_with(int bits, int blockSize, Symmetry symmetry)
    {
        var (model, node) = Packed(bits, blockSize, symmetry);
        var weights = (PackedBlocks.OfBlocks(node) ?? throw new AssertFailedException("The product is not recognised.")).Read(new WeightGrid(bits, null));

        Assert.AreEqual((64, 90, blockSize), (weights.Rows, weights.Columns, weights.BlockSize));
        var found = Multiplied(model);
        for (var row = 0; row < weights.Rows; row++)
        {
            var real = weights.Real(row);
            for (var column = 0; column < weights.Columns; column++)
            {
                Assert.AreEqual(real[column], found[column, row], 1e-6, $"row {row}, column {column}");
            }
        }
    }

    [TestMethod]
    [DataRow(4, Symmetry.Symmetric)]
    [DataRow(4, Symmetry.Asymmetric)]
    [DataRow(8, Symmetry.Asymmetric)]
    public void What_is_read_and_written_again_is_the_same_bytes(int bits, Symmetry symmetry)
    {
        var (model, node) = Packed(bits, 32, symmetry);
        var before = node.Input(1)?.Constant?.Bytes.ToArray();
        var blocks = PackedBlocks.OfBlocks(node) ?? throw new AssertFailedException("The product is not recognised.");
        blocks.Write(new GraphEditor(model), blocks.Read(new WeightGrid(bits, null)));

        CollectionAssert.AreEqual(before, node.Input(1)?.Constant?.Bytes.ToArray());
        GraphVerifier.Verify(model, nameof(PackedBlocks));
    }

    [TestMethod]
    [DataRow(Symmetry.Symmetric)]
    [DataRow(Symmetry.Asymmetric)]
    public void One_changed_integer_changes_one_weight_by_one_step(Symmetry symmetry)
    {
        var (model, node) = Packed(4, 32, symmetry);
        var blocks = PackedBlocks.OfBlocks(node) ?? throw new AssertFailedException("The product is not recognised.");
        var weights = blocks.Read(new WeightGrid(4, null));
        var before = Multiplied(model);
        const int Row = 7;
        const int Column = 33; // the second of a byte, in the second block
        var place = (Row * weights.Columns) + Column;
        var change = weights.Values[place] < weights.High[weights.BlockOf(Row, Column)] ? 1 : -1;
        weights.Values[place] += change;
        blocks.Write(new GraphEditor(model), weights);
        var after = Multiplied(model);

        for (var column = 0; column < 90; column++)
        {
            for (var row = 0; row < 64; row++)
            {
                var expected = (row, column) == (Row, Column) ? change * weights.Scale(Row, Column) : 0;
                Assert.AreEqual(expected, after[column, row] - before[column, row], 1e-6);
            }
        }
    }

    [TestMethod]
    public void Products_without_scales_in_8_bits_or_with_shared_codes_are_left()
    {
        var (model, shared) = Packed(4, 32, Symmetry.Symmetric);
        var codes = shared.Input(1);
        model.Graph.Append(new Node("Identity", [codes], [new Value("again")]));
        var other = GraphText.Parse("input x: float[32,64] q = const uint8[64,2,16] fill 7 s = const float[128] fill 1 y = com.microsoft.MatMulNBits(x, q, s) <K=64, N=64, bits=4, block_size=32> output y");

        Assert.IsNull(PackedBlocks.OfBlocks(shared));
        Assert.IsNull(PackedBlocks.OfBlocks(other.Graph.Nodes.Single()));
    }

    [TestMethod]
    [DataRow(Symmetry.Symmetric)]
    [DataRow(Symmetry.Asymmetric)]
    public void Refinement_lowers_the_error_of_the_output_on_samples_not_seen(Symmetry symmetry)
    {
        // neighbouring inputs are alike, which is what rounding by data makes use of
        const string Text = "input z: float[32,24] mix = const float[24,90] seed 2 x = MatMul(z, mix) t = Tanh(x) w = const float[90,64] seed 1 y = MatMul(t, w) output y";
        var original = GraphText.Parse(Text);
        var (nearest, refined) = (Named(Text), Named(Text));
        foreach (var model in new[] { nearest, refined })
        {
            Quantize(model, 4, 32, symmetry, last: true);
        }

        var float32 = Named(Text);
        var settings = new RefinementSettings(new SecondOrderRounding(), CorrectBias: false, float32.Graph.Nodes.ToDictionary(node => node.Name, _ => new WeightGrid(4, null)), 1, 0);
        var layers = new LayerwiseRefinement(new OrtRunnerFactory(), new DiagnosticList()).Run(refined, float32, [.. Samples(original, 0)], settings, CancellationToken.None);

        Assert.HasCount(1, layers);
        Assert.IsLessThan(0.8 * Noise(original, nearest), Noise(original, refined));
    }

    private static IEnumerable<Sample> Samples(Model model, int first) => Enumerable.Range(first, 40).Select(seed => SeededTensors.SampleFor(model, seed));

    private static double Noise(Model original, Model quantized)
    {
        var factory = new OrtRunnerFactory();
        using var wanted = factory.Load(original, new RunnerOptions());
        using var found = factory.Load(quantized, new RunnerOptions());
        return Samples(original, 1000).Sum(sample => wanted.Run(sample)[0].ToFloats().Zip(found.Run(sample)[0].ToFloats(), (a, b) => Math.Pow(a - b, 2)).Sum());
    }

    private static Model Named(string text)
    {
        var model = GraphText.Parse(text);
        foreach (var (index, node) in model.Graph.Nodes.Index())
        {
            node.Name = $"{node.OpType}_{index}";
        }

        return model;
    }

    private static (Model Model, Node Node) Packed(int bits, int blockSize, Symmetry symmetry)
    {
        var model = Named(Product);
        Quantize(model, bits, blockSize, symmetry, last: false);
        return (model, model.Graph.Nodes.Single(node => node.OpType == "MatMulNBits"));
    }

    private static void Quantize(Model model, int bits, int blockSize, Symmetry symmetry, bool last)
    {
        var types = ShapeTable.Infer(model);
        var products = model.Graph.Nodes.Where(node => node.OpType == "MatMul").ToList();
        var excluded = products.SkipLast(1).ToDictionary(node => node, _ => last ? "the first one makes the samples" : "");
        var weights = model.Graph.Initializers.ToHashSet();
        var settings = new NodeSettings { WeightBits = bits, BlockSize = blockSize, WeightSymmetry = symmetry, Scheme = "WeightOnly" };
        var plan = new WeightOnlyQuantizer().Plan(model, new QuantizationInputs(value => types[value], new HardwareProfile(PairSafe: true), PerChannel: true, null, weights, excluded) { Settings = _ => settings });
        var edit = new GraphEditor(model);
        foreach (var item in plan.Items)
        {
            item.Apply(edit);
        }
    }

    /// <summary>[columns, rows] of the weights, as what unit vectors come to: one at a time, so that activations are exact.</summary>
    private static float[,] Multiplied(Model model)
    {
        var result = new float[90, 64];
        using var runner = new OrtRunnerFactory().Load(model, new RunnerOptions());
        for (var start = 0; start < 90; start += Batch)
        {
            var x = new float[Batch * 90];
            for (var i = 0; i < Batch && start + i < 90; i++)
            {
                x[(i * 90) + start + i] = 127; // the kernel quantizes activations to 127 steps of their largest
            }

            var y = runner.Run(new Sample("unit", new Dictionary<string, TensorData> { ["x"] = TensorData.Floats(new Shape(Batch, 90), x) }))[0].ToFloats();
            for (var i = 0; i < Batch && start + i < 90; i++)
            {
                for (var row = 0; row < 64; row++)
                {
                    result[start + i, row] = y[(i * 64) + row] / 127;
                }
            }
        }

        return result;
    }
}
