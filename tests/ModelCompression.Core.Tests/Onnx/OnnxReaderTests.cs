using ModelCompression.Diagnostics;
using ModelCompression.Onnx;

namespace ModelCompression.Core.Tests.Onnx;

[TestClass]
public sealed class OnnxReaderTests
{
    [TestMethod]
    public void Reports_a_missing_file()
    {
        var error = Assert.ThrowsExactly<UserErrorException>(() => OnnxReader.Read("no-such-model.onnx"));

        Assert.AreEqual(Codes.ModelNotFound, error.Diagnostic.Code);
        Assert.AreEqual("no-such-model.onnx", error.Diagnostic.Where);
    }
}
