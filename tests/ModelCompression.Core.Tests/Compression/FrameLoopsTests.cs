using ModelCompression.Compression;
using ModelCompression.Core.Tests.Data;
using ModelCompression.Data;
using ModelCompression.Ir;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class FrameLoopsTests
{
    private static readonly Model Model = GraphText.Parse("input x: float[1,2]\ninput s: float[1,2]\ny = Relu(x)\nt = Add(s, x)\noutput t: float[1,2]\noutput y: float[1,2]");

    [TestMethod]
    public void A_spec_with_frames_has_a_loop()
    {
        var loop = FrameLoops.Of(Model, Spec("\"frame\":2,\"state\":{\"in\":\"s\",\"out\":\"t\",\"shape\":[1,2]}"));

        Assert.AreEqual(("x", "s", "t"), (loop?.Input, loop?.States[0].Input, loop?.States[0].Output));
        Assert.IsEmpty(FrameLoops.Of(Model, Spec("\"frame\":2"))!.States); // has frames
        Assert.IsNull(FrameLoops.Of(Model, Spec("\"length\":2")));
        Assert.IsNull(FrameLoops.Of(Model, null));
    }

    [TestMethod]
    public void The_first_output_that_is_no_state_is_judged() =>
        Assert.AreEqual("y", OutputDecodings.Judged(Model, Spec("\"frame\":2,\"state\":{\"in\":\"s\",\"out\":\"t\",\"shape\":[1,2]}")).Name);

    [TestMethod]
    [DataRow("""[{"in":"s","out":"u","shape":[1,2]}]""", "{}", "\"out\" is 'u', which is no output of the model", "t, y")]
    [DataRow("""[{"in":"s","out":"t","shape":[1,2]}]""", """{"t":{"decode":"identity"}}""", "'outputs.t' is a state", "not judged")]
    [DataRow("""[{"in":"s","out":"t","shape":[1,2]},{"in":"r","out":"y","shape":[1,2]}]""", "{}", "every output of the model is a state", "nothing to judge")]
    public void States_that_do_not_fit_are_refused(string state, string outputs, string part, string other) =>
        Coded.Error("MC2011", () => FrameLoops.Of(Model, Spec($"\"frame\":2,\"state\":{state}", outputs)), part, other);

    private static PreprocessingSpec Spec(string keys, string outputs = "{}") =>
        PreprocessingSpec.Parse("{\"schema\":1,\"inputs\":{\"x\":{\"type\":\"audio\",\"sampleRate\":1000," + keys + "}},\"outputs\":" + outputs + "}", "x");
}
