using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Quantization;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class WeightOnlyQuantizerTests
{
    private const int Rows = 3;

    /// <summary>
    /// Whole-number inputs whose largest magnitude in every block is 127 are quantized without error by the kernel, so its result is the product with the dequantized
    /// weights, up to float additions.
    /// </summary>
    [TestMethod]
    [DataRow(4, 32, Symmetry.Symmetric, 64, 48)]
    [DataRow(4, 32, Symmetry.Asymmetric, 64, 48)]
    [DataRow(4, 16, Symmetry.Asymmetric, 80, 33, DisplayName = "odd number of blocks and outputs")]
    [DataRow(4, 32, Symmetry.Symmetric, 75, 40, DisplayName = "last block short")]
    [DataRow(4, 64, Symmetry.Asymmetric, 150, 40)]
    [DataRow(4, 128, Symmetry.Symmetric, 128, 40)]
    [DataRow(4, 256, Symmetry.Asymmetric, 300, 40)]
    [DataRow(8, 32, Symmetry.Symmetric, 75, 40)]
    [DataRow(8, 32, Symmetry.Asymmetric, 64, 33)]
    [DataRow(8, 128, Symmetry.Symmetric, 256, 40)]
    [DataRow(8, 16, Symmetry.Asymmetric, 75, 40)]
    public void The_runtime_multiplies_with_the_dequantized_weights(int bits, int blockSize, Symmetry symmetry, int columns, int outputs)
    {
        var settings = new NodeSettings { Scheme = "WeightOnly", WeightBits = bits, BlockSize = blockSize, WeightSymmetry = symmetry };
        var text = FormattableString.Invariant($"input x: float[{Rows},{columns}] w = const float[{columns},{outputs}] seed 1 y = MatMul(x, w) output y");
        var (model, plan) = Quantized.By(new WeightOnlyQuantizer(), text, settings: settings);
        var weights = ((WeightOnlyQuantization)plan.Items.Single()).Products.Single().Weights;
        var x = ExactInputs(columns, blockSize);

        using var runner = new OrtRunnerFactory().Load(model, new RunnerOptions());
        var found = runner.Run(new Sample("#0", new Dictionary<string, TensorData> { ["x"] = TensorData.Floats(new Shape(Rows, columns), x) }))[0].ToFloats();
        for (var i = 0; i < found.Length; i++)
        {
            double wanted = 0;
            for (var column = 0; column < columns; column++)
            {
                wanted += (double)x[(i / outputs * columns) + column] * weights.Value(i % outputs, column);
            }

            Assert.AreEqual(wanted, found[i], 127 * Math.Sqrt(columns) * 1e-5, $"element {i}");
        }
    }

    [TestMethod]
    [DataRow("y = MatMul(x, w)", DisplayName = "MatMul")]
    [DataRow("y = Gemm(x, w)", DisplayName = "Gemm")]
    [DataRow("y = Gemm(x, w, b)", DisplayName = "bias")]
    [DataRow("y = Gemm(x, w, b) <transB=1, alpha=-2.0, beta=0.5>", DisplayName = "transposed and scaled")]
    public void Eight_bits_are_close_to_the_original(string product)
    {
        var text = "input x: float[N,64] w = const float[64,64] seed 1 b = const float[64] seed 2 " + product + " output y";
        text = product.Contains(", b", StringComparison.Ordinal) ? text : text.Replace(" b = const float[64] seed 2", "", StringComparison.Ordinal);
        var (model, plan) = Quantized.By(new WeightOnlyQuantizer(), text, settings: new NodeSettings { Scheme = "WeightOnly" });

        Assert.Contains("MatMulNBits", Quantized.Operators(model));
        Assert.IsEmpty(plan.Skipped);
        SameOutputs.Check(GraphText.Parse(text), model, tolerance: 0.02, optimize: true);
    }

    [TestMethod]
    public void Says_accuracy_level_4_and_the_block_size()
    {
        var (model, _) = Quantized.By(
            new WeightOnlyQuantizer(), "input x: float[N,64] w = const float[64,48] seed 1 y = MatMul(x, w) output y", settings: new NodeSettings { Scheme = "WeightOnly", WeightBits = 4, BlockSize = 64 });
        var node = model.Graph.Nodes.Single(node => node.OpType == "MatMulNBits");

        Assert.AreEqual((4L, 64L, 4L, 64L, 48L), (node.Int("accuracy_level", 0), node.Int("block_size", 0), node.Int("bits", 0), node.Int("K", 0), node.Int("N", 0)));
        Assert.AreEqual("com.microsoft", node.Domain);
        Assert.AreEqual(1L, model.Opsets["com.microsoft"]);
    }

    [TestMethod]
    public void Two_products_share_one_matrix()
    {
        var (model, _) = Quantized.By(
            new WeightOnlyQuantizer(), "input x: float[N,64] w = const float[64,64] seed 1 a = MatMul(x, w) n = Neg(a) y = MatMul(n, w) output y", settings: new NodeSettings { Scheme = "WeightOnly", WeightBits = 4 });

        Assert.AreEqual(1, model.Graph.Initializers.Count(value => value.Initializer?.Element == ElementType.UInt8));
    }

    [TestMethod]
    public void A_product_in_a_branch_and_inputs_of_three_dimensions_give_the_answers_of_the_original()
    {
        const string Text = "input c: bool[] input x: float[2,N,64] w = const float[64,64] seed 1 "
            + "y = If(c) <then_branch=graph { a = MatMul(x, w) output a }, else_branch=graph { r = MatMul(x, w) b = Neg(r) output b }> output y";
        var (model, plan) = Quantized.By(new WeightOnlyQuantizer(), Text, settings: new NodeSettings { Scheme = "WeightOnly" });

        Assert.HasCount(2, plan.Items[0].Choices);
        SameOutputs.Check(GraphText.Parse(Text), model, tolerance: 0.02, optimize: true);
    }

    [TestMethod]
    [DataRow("opset 6 input x: float[N,64] w = const float[64,64] seed 1 y = MatMul(x, w) output y", 8, "opset 7")]
    [DataRow("input x: float[N,64] w = const float[64,64] seed 1 y = MatMul(x, w) output y", 6, "not of 6")]
    [DataRow("input x: float[N,64] input w: float[64,64] y = MatMul(x, w) output y", 8, "graph input")]
    [DataRow("input x: float[N,64] w = const float[64,64] seed 1 v = Neg(w) y = MatMul(x, v) output y", 8, "computed")]
    [DataRow("input x: float16[N,64] w = const float16[64,64] seed 1 y = MatMul(x, w) output y", 8, "Float16")]
    [DataRow("input x: float[2,N,64] w = const float[2,64,64] seed 1 y = MatMul(x, w) output y", 8, "not a matrix")]
    [DataRow("input x: float[64,N] w = const float[64,64] seed 1 y = Gemm(x, w) <transA=1> output y", 8, "transA")]
    [DataRow("input x: float[N,64] input b: float[64] w = const float[64,64] seed 1 y = Gemm(x, w, b) <beta=2.0> output y", 8, "beta")]
    [DataRow("input x: float[N,64] w = const float[64,64] fill nan y = MatMul(x, w) output y", 8, "not finite")]
    [DataRow("input x: float[64] w = const float[64,64] seed 1 y = MatMul(x, w) output y", 8, "dimensions")]
    [DataRow("input x: float w = const float[64,64] seed 1 y = MatMul(x, w) output y", 8, "dimensions")]
    public void Keeps_what_it_cannot_do_and_says_why(string text, int bits, string why)
    {
        var (model, plan) = Quantized.By(new WeightOnlyQuantizer(), text, settings: new NodeSettings { Scheme = "WeightOnly", WeightBits = bits });

        Assert.IsEmpty(plan.Items);
        Assert.Contains(why, plan.Skipped.Single().Why);
        Assert.IsNull(GraphText.Difference(text, model));
    }

    private static float[] ExactInputs(int columns, int blockSize)
    {
        var random = new Random(5);
        var x = new float[Rows * columns];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = i % columns % blockSize == 0 ? 127 : random.Next(-127, 128);
        }

        return x;
    }
}
