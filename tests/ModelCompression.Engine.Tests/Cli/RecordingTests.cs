using System.Buffers.Binary;

namespace ModelCompression.Engine.Tests.Cli;

/// <summary>A detector of loud frames that hands a state from frame to frame, on recordings at another rate than its own.</summary>
[TestClass]
public sealed class RecordingTests
{
    private const string Detector = """
        input x: float[N,8]
        input s: float[N,1]
        input k: int64[]
        p = Mul(x, x)
        sums = const float[8,1] {1, 1, 1, 1, 1, 1, 1, 1}
        q = MatMul(p, sums)
        part = const float[] {0.125}
        d = Mul(s, part)
        t = Add(q, d)
        limit = const float[] {1}
        y = Sub(t, limit)
        z = Sigmoid(y)
        rate = Cast(k) <to=1>
        scale = Div(rate, rate)
        loud = Mul(z, scale)
        output loud: float[N,1]
        output t: float[N,1]
        """;

    private const string Spec = """
        {
          "schema": 1,
          "inputs": {
            "x": { "type": "audio", "sampleRate": 1000, "frame": 8, "state": { "in": "s", "out": "t", "shape": [1, 1] } },
            "k": { "type": "constant", "values": [1000], "dtype": "int64" }
          },
          "outputs": { "loud": { "decode": "identity" } }
        }
        """;

    [TestMethod]
    public void Frames_of_recordings_are_judged()
    {
        using var workspace = Create();
        var before = workspace.Files;

        var json = workspace.Run("evaluate", "loud.onnx", "--validation-data", "list.csv", "--preprocess", "loud.json", "--json").Exits(0).Json;

        var metric = json.GetProperty("metric");
        Assert.AreEqual(("FrameF1", 2, 1.0), (metric.GetProperty("name").GetString(), metric.GetProperty("n").GetInt32(), metric.GetProperty("compressed").GetDouble()));
        StringAssert.Contains(json.GetProperty("preprocessing").GetString(), "\"hop\": 8");
        CollectionAssert.AreEqual(before.ToArray(), workspace.Files.ToArray());
        Assert.IsEmpty(workspace.Strays);
    }

    [TestMethod]
    public void A_folder_of_recordings_calibrates()
    {
        using var workspace = Create();

        var json = workspace.Run(
            "compress", "loud.onnx", "-o", "small.onnx", "--calibration-data", "wav", "--validation-data", "list.csv", "--preprocess", "loud.json", "--metric", "FrameAuc", "--max-metric-drop", "0.02", "--json").Exits(0).Json;

        Assert.AreEqual("Pass", json.GetProperty("verdict").GetString());
        CollectionAssert.AreEqual(new[] { "calibration 50", "validation 2" }, json.GetProperty("data").EnumerateArray().Select(data => $"{data.GetProperty("role").GetString()} {data.GetProperty("samples").GetInt32()}").ToArray());
    }

    [TestMethod]
    public void A_damaged_recording_is_named()
    {
        using var workspace = Create();
        workspace.Write("wav/b.wav", File.ReadAllBytes(workspace["wav/b.wav"])[..100]);

        var result = workspace.Run("evaluate", "loud.onnx", "--validation-data", "list.csv", "--preprocess", "loud.json", "--json").Exits(2);

        CollectionAssert.AreEqual(new[] { "error MC2008" }, result.Diagnostics.ToArray());
        StringAssert.Contains(result.Json.GetProperty("diagnostics")[0].GetProperty("message").GetString(), "'b.wav' is truncated");
    }

    /// <summary>Two recordings of 0.2 s at 4000 Hz: quiet, but loud from 0.08 s to 0.16 s, which are whole frames.</summary>
    private static Workspace Create()
    {
        var workspace = new Workspace();
        workspace.Write("loud.onnx", Classifier.ToBytes(Detector));
        workspace.Write("loud.json", Spec);
        foreach (var (name, frequency) in new[] { ("a", 125.0), ("b", 250.0) })
        {
            workspace.Write($"wav/{name}.wav", Wave(4000, Enumerable.Range(0, 800).Select(i => (i is >= 320 and < 640 ? 0.9 : 0.05) * Math.Sin(2 * Math.PI * frequency * i / 4000))));
        }

        workspace.Write("list.csv", "path,start,end\nwav/a.wav,0.08,0.16\nwav/b.wav,0.08,0.16\n");
        return workspace;
    }

    private static byte[] Wave(int rate, IEnumerable<double> samples)
    {
        byte[] data = [.. samples.SelectMany(sample => BitConverter.GetBytes((short)Math.Round(sample * 32767)))];
        var header = new byte[44];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), 36 + data.Length);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        header[16] = 16;
        header[20] = 1;
        header[22] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), rate * 2);
        header[32] = 2;
        header[34] = 16;
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(40), data.Length);
        return [.. header, .. data];
    }
}
