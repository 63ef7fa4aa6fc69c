using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.OnnxRuntime;
using ModelCompression.Pruning.Channels;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Pruning.Channels;

/// <summary>Channels are followed through every operator, and their removal computes what the model computes when nothing reads them.</summary>
[TestClass]
public sealed class ChannelSlotsTests
{
    /// <summary>Name, sizes of the widths that can be narrowed (in units), and the graph.</summary>
    public static IEnumerable<object[]> Graphs =>
    [
        ["two convolutions", "8", """
            input x: float[1,3,8,8]
            w1 = const float[8,3,3,3] seed 1  b1 = const float[8] seed 2
            a = Conv(x, w1, b1) <pads=[1,1,1,1]>
            r = Relu(a)
            w2 = const float[4,8,3,3] seed 3
            y = Conv(r, w2)
            output y
            """],
        ["residual addition", "6 8", """
            input x: float[1,3,8,8]
            w1 = const float[6,3,3,3] seed 1
            a = Conv(x, w1) <pads=[1,1,1,1]>
            w2 = const float[8,6,3,3] seed 2
            b = Conv(a, w2) <pads=[1,1,1,1]>
            s = Relu(b)
            w3 = const float[6,8,3,3] seed 3
            c = Conv(s, w3) <pads=[1,1,1,1]>
            d = Add(a, c)
            w4 = const float[2,6,1,1] seed 4
            y = Conv(d, w4)
            output y
            """],
        ["depthwise with multiplier", "4", """
            input x: float[1,3,8,8]
            w1 = const float[4,3,1,1] seed 1
            a = Conv(x, w1)
            w2 = const float[8,1,3,3] seed 2  b2 = const float[8] seed 3
            b = Conv(a, w2, b2) <group=4>
            w3 = const float[5,8,1,1] seed 4
            y = Conv(b, w3)
            output y
            """],
        ["grouped convolution", "3 2", """
            input x: float[1,3,8,8]
            w1 = const float[6,3,1,1] seed 1
            a = Conv(x, w1)
            w2 = const float[4,3,3,3] seed 2
            b = Conv(a, w2) <group=2>
            w3 = const float[5,4,1,1] seed 4
            y = Conv(b, w3)
            output y
            """],
        ["transposed convolution and batch normalization", "6 4", """
            input x: float[1,3,4,4]
            w1 = const float[6,3,1,1] seed 1
            a = Conv(x, w1)
            w2 = const float[6,4,2,2] seed 2  b2 = const float[4] seed 3
            b = ConvTranspose(a, w2, b2) <strides=[2,2]>
            g = const float[4] seed 4  h = const float[4] seed 5  m = const float[4] seed 6  v = const float[4] {1, 2, 3, 4}
            n = BatchNormalization(b, g, h, m, v)
            p = MaxPool(n) <kernel_shape=[2,2], strides=[2,2]>
            w3 = const float[5,4,1,1] seed 7
            y = Conv(p, w3)
            output y
            """],
        ["flatten", "4 6", """
            input x: float[1,3,6,6]
            w1 = const float[4,3,3,3] seed 1  b1 = const float[4] seed 2
            a = Conv(x, w1, b1)
            f = Flatten(a)
            w2 = const float[64,6] seed 3  b2 = const float[6] seed 4
            h = Gemm(f, w2, b2)
            r = Relu(h)
            w3 = const float[5,6] seed 5
            y = Gemm(r, w3) <transB=1>
            output y
            """],
        ["concatenation and split", "4 3 3", """
            input x: float[1,3,6,6]
            w1 = const float[4,3,1,1] seed 1
            a = Conv(x, w1)
            w2 = const float[6,3,1,1] seed 2
            b = Conv(x, w2)
            w3 = const float[7,10,1,1] seed 3
            c = Concat(a, b) <axis=1>
            u = Conv(c, w3)
            k = const int64[2] {3, 3}
            p, q = Split(b, k) <axis=1>
            w4 = const float[7,3,1,1] seed 4
            t = Conv(p, w4)
            w5 = const float[7,3,1,1] seed 5
            v = Conv(q, w5)
            s = Add(u, t)
            y = Add(s, v)
            output y
            """],
        ["slice and gather", "3 2", """
            input x: float[1,3,4,4]
            w1 = const float[6,3,1,1] seed 1
            a = Conv(x, w1)
            s = const int64[1] {1}  e = const int64[1] {6}  ax = const int64[1] {1}
            b = Slice(a, s, e, ax)
            i = const int64[3] {4, 0, 2}
            g = Gather(b, i) <axis=1>
            w2 = const float[5,5,1,1] seed 2
            u = Conv(b, w2)
            w3 = const float[5,3,1,1] seed 3
            v = Conv(g, w3)
            y = Add(u, v)
            output y
            """],
        ["channel shuffle", "2", """
            input x: float[1,3,4,4]
            w1 = const float[8,3,1,1] seed 1
            a = Conv(x, w1)
            s1 = const int64[5] {1, 2, 4, 4, 4}
            b = Reshape(a, s1)
            c = Transpose(b) <perm=[0,2,1,3,4]>
            s2 = const int64[4] {1, -1, 4, 4}
            d = Reshape(c, s2)
            w2 = const float[5,8,1,1] seed 2
            y = Conv(d, w2)
            output y
            """],
        ["depth to space", "2", """
            input x: float[1,3,4,4]
            w1 = const float[8,3,1,1] seed 1
            a = Conv(x, w1)
            b = DepthToSpace(a) <blocksize=2>
            w2 = const float[5,2,1,1] seed 2
            y = Conv(b, w2)
            output y
            """],
        ["attention heads", "4", """
            input x: float[1,5,16]
            wq = const float[16,16] seed 1  wk = const float[16,16] seed 2  wv = const float[16,16] seed 3  wo = const float[16,16] seed 4  bq = const float[16] seed 5
            q0 = MatMul(x, wq)  q1 = Add(q0, bq)
            k0 = MatMul(x, wk)
            v0 = MatMul(x, wv)
            h = const int64[4] {0, 0, 4, 4}
            q2 = Reshape(q1, h)  k2 = Reshape(k0, h)  v2 = Reshape(v0, h)
            q = Transpose(q2) <perm=[0,2,1,3]>
            k = Transpose(k2) <perm=[0,2,3,1]>
            v = Transpose(v2) <perm=[0,2,1,3]>
            s = MatMul(q, k)
            p = Softmax(s) <axis=-1>
            o = MatMul(p, v)
            t = Transpose(o) <perm=[0,2,1,3]>
            f = const int64[3] {0, 0, 16}
            u = Reshape(t, f)
            y = MatMul(u, wo)
            output y
            """],
    ];

    [TestMethod]
    [DynamicData(nameof(Graphs))]
    public void The_widths_that_can_be_narrowed_are_found(string name, string widths, string text) =>
        Assert.AreEqual(widths, string.Join(' ', ChannelSlots.Of(GraphText.Parse(text)).Groups.Select(group => group.Units.Count)), name);

    [TestMethod]
    [DynamicData(nameof(Graphs))]
    public void Removal_computes_what_the_model_does_when_nothing_reads_the_channels(string name, string widths, string text)
    {
        foreach (var seed in new[] { 1, 2, 3 })
        {
            var (masked, shrunk) = (GraphText.Parse(text), GraphText.Parse(text));
            var slots = ChannelSlots.Of(shrunk);
            var random = new Random(seed);
            var units = slots.Groups.SelectMany(group => group.Units.OrderBy(_ => random.Next()).Take(random.Next(1, group.Units.Count))).ToHashSet();

            ChannelSlots.Of(masked).Mask(units);
            slots.Remove(units);

            GraphVerifier.Verify(shrunk, name);
            Assert.IsLessThan(OnnxWriter.ToBytes(masked).Length, OnnxWriter.ToBytes(shrunk).Length, $"{name} {widths}");
            using var before = new OrtRunnerFactory().Load(masked, new RunnerOptions());
            using var after = new OrtRunnerFactory().Load(shrunk, new RunnerOptions());
            var sample = SeededTensors.SampleFor(masked, 50 + seed);
            var (expected, actual) = (before.Run(sample)[0], after.Run(sample)[0]);
            Assert.AreEqual(expected.Shape, actual.Shape);
            var largest = expected.AsSpan<float>().ToArray().Max(Math.Abs);
            for (var i = 0; i < expected.Count; i++)
            {
                Assert.AreEqual(expected.AsSpan<float>()[i], actual.AsSpan<float>()[i], 1e-5f * Math.Max(1, largest), $"{name}, seed {seed}");
            }
        }
    }

    [TestMethod]
    [DataRow("y = Softmax(a) <axis=1>  output y", "what a softmax is taken over stays")]
    [DataRow("y = Identity(a)  output y", "outputs stay")]
    [DataRow("z = Unknown(a)  w2 = const float[2,6,1,1] seed 3  y = Conv(z, w2)  output y", "what nobody knows stays")]
    [DataRow("z = ReduceMean(a) <axes=[1], keepdims=1>  w2 = const float[2,1,1,1] seed 3  y = Conv(z, w2)  output y", "what is averaged over stays")]
    public void What_cannot_be_followed_keeps_its_channels(string rest, string why) =>
        Assert.IsEmpty(ChannelSlots.Of(GraphText.Parse($"input x: float[1,3,4,4] w1 = const float[6,3,1,1] seed 1 a = Conv(x, w1) {rest}")).Groups, why);
}
