using ModelCompression.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Runtime.Images;
using ModelCompression.Tasks.Items;
using ModelCompression.Tasks.Tests.Accessor;

namespace ModelCompression.Tasks.Tests.Preprocessing;

/// <summary>The build's task and the engine read the same out of a spec, and say the same of its errors.</summary>
[TestClass]
public sealed class SpecAgreementTests
{
    private static readonly string[] Resizes =
    [
        """ "mode":"stretch","size":8 """, """ "mode":"stretch","size":[8,16384] """, """ "mode":"letterbox","size":{"height":8,"width":9} """, """ "mode":"shortest","size":1 """,
        """ "mode":"longest","size":224,"filter":"nearest" """, """ "mode":"stretch","size":8,"filter":"bilinear" """, """ "mode":"stretch","size":8,"filter":"bicubic" """,
        """ "mode":"stretch","size":8,"filter":"area","antialias":false """, """ "mode":"stretch","size":8,"filter":"lanczos","antialias":true """,
        """ "mode":"stretch","size":8,"precision":"float32" """, """ "mode":"stretch","size":8,"precision":"uint8" """,
        """ "mode":"letterbox","size":8,"padColor":7,"padAlign":"topleft" """, """ "mode":"letterbox","size":8,"padColor":[1,2,255] """,
        // wrong:
        """ "size":8 """, """ "mode":"stretch" """, """ "mode":"Stretch","size":8 """, """ "mode":"stretch","size":0 """, """ "mode":"stretch","size":16385 """, """ "mode":"stretch","size":8.0 """,
        """ "mode":"stretch","size":1e2 """, """ "mode":"stretch","size":-0 """, """ "mode":"stretch","size":99999999999 """, """ "mode":"stretch","size":"8" """, """ "mode":"stretch","size":[8] """,
        """ "mode":"stretch","size":[8,8,8] """, """ "mode":"stretch","size":{"height":8} """, """ "mode":"stretch","size":{"height":8,"width":8,"depth":8} """, """ "mode":"stretch","size":null """,
        """ "mode":"shortest","size":[8,8] """, """ "mode":"stretch","size":8,"padColor":7 """, """ "mode":"letterbox","size":8,"padColor":256 """, """ "mode":"letterbox","size":8,"padColor":[1,2] """,
        """ "mode":"letterbox","size":8,"padColor":1.5 """, """ "mode":"letterbox","size":8,"padColor":"red" """, """ "mode":"stretch","size":8,"filter":"lanczos","antialias":false """,
        """ "mode":"stretch","size":8,"antialias":1 """, """ "mode":"stretch","size":8,"antialias":false,"precision":"float32" """, """ "mode":"stretch","size":8,"unheard":{"a":[1, 2 ]} """, """ "mode":{"a":[1, 2 ]},"size":8 """,
    ];

    private static readonly string[] Fields =
    [
        "", """ "color":"RGB" """, """ "color":"BGR","exif":"apply" """, """ "color":"GRAY","exif":"ignore","mean":[0.5],"std":0.25 """, """ "layout":"NCHW" """, """ "layout":"NHWC" """,
        """ "dtype":"float32" """, """ "dtype":"float16" """, """ "dtype":"uint8" """, """ "dtype":"uint8","scale":1.0,"mean":[0,-0.0,0e7],"std":[1,1,1] """,
        """ "scale":0.00392156862745098,"mean":[0.485,0.456,0.406],"std":[0.229,0.224,0.225] """, """ "scale":-1e-7,"mean":1e38,"std":[1E+5,2e-5,3.25] """,
        """ "scale":0.1234567890123456789,"mean":123456789012345678,"std":4.9e-30 """, """ "scale":-0.0,"mean":-0 """,
        """ "steps":[] """, """ "steps":[{"centerCrop":[2,3]},{"pad":{"size":7,"padColor":[1,2,3]}},{"pad":{"size":{"width":1,"height":2},"padAlign":"center"}}] """,
        """ "color":"\u0052G\u0042" """,
        // wrong:
        """ "color":"rgb" """, """ "color":7 """, """ "color":"" """, """ "exif":true """, """ "layout":"CHW" """, """ "dtype":"int8" """, """ "dtype":"uint8","scale":2 """, """ "dtype":"uint8","mean":1 """,
        """ "dtype":"uint8","std":[1,1,2] """, """ "mean":[1,2] """, """ "mean":[] """, """ "mean":null """, """ "std":[1,0,1] """, """ "std":1e-50 """, """ "scale":1e999 """, """ "scale":"1" """, """ "mean":[1,"2",3] """,
        """ "color":"GRAY","mean":[1,2,3] """, """ "steps":{} """, """ "steps":[7] """, """ "steps":[{}] """, """ "steps":[{"crop":1}] """, """ "steps":[{"centerCrop":8,"pad":{"size":8}}] """, """ "steps":[{"pad":{}}] """,
        """ "steps":[{"pad":{"size":8,"padAlign":"middle"}}] """, """ "steps":[{"resize":8}] """, """ "steps":[{"resize":{"mode":"stretch","size":8,"precision":"float32"}},{"resize":{"mode":"stretch","size":8}}] """,
        """ "dtype":"uint8","steps":[{"resize":{"mode":"stretch","size":8,"precision":"float32"}}] """, """ "Color":"RGB" """, """ "colour":"RGB","unheard":1 """, """ "color":"RGB","color":"RGB" """,
        """ "color":"\ud800" """, """ "scale":01 """, """ "scale":.5 """, """ "scale":+1 """, """ "scale":1. """, """ "scale":NaN """, """ "exif":apply """, """ "color":"RGB", """, """ "steps":[1,] """, """ "a":/**/1 """, """ "a":"	" """,
    ];

    public static IEnumerable<object[]> Specs => Resizes.Select(resize => $"\"steps\":[{{\"resize\":{{{resize}}}}}]").Concat(Fields).Select(fields => new object[] { fields });

    [TestMethod]
    [DynamicData(nameof(Specs))]
    public void Both_read_the_same(string fields)
    {
        var spec = $"{{\"schema\":1,\"inputs\":{{\"image\":{{\"type\":\"image\"{(fields.Length > 0 ? "," : "")}{fields}}}}}}}";

        var (resolved, engineError) = ReadByEngine(spec);
        var (task, taskError) = ReadByTask(spec);

        Assert.AreEqual(WithoutJsonDetail(engineError), WithoutJsonDetail(taskError));
        if (resolved is not null && task is not null)
        {
            Assert.AreEqual(Print(ReadByTask(resolved).Spec), Print(task)); // the engine's copy has every value in it
        }
    }

    [TestMethod]
    public void Half_of_the_specs_are_right() => Assert.AreEqual(30, Specs.Count(row => ReadByEngine($"{{\"schema\":1,\"inputs\":{{\"image\":{{\"type\":\"image\"{(row[0] is "" ? "" : ",")}{row[0]}}}}}}}").Resolved is not null));

    private static (string? Resolved, string Error) ReadByEngine(string spec)
    {
        try
        {
            return (PreprocessingSpec.Parse(spec, "x.pre.json").ToResolvedJson(), "");
        }
        catch (UserErrorException problem)
        {
            return (null, $"{problem.Diagnostic.Code} {problem.Diagnostic.Message}");
        }
    }

    private static (ImageSpec? Spec, string Error) ReadByTask(string spec)
    {
        var element = spec.Contains("float16", StringComparison.Ordinal) ? 10 : spec.Contains("\"dtype\":\"uint8\"", StringComparison.Ordinal) || spec.Contains("\"dtype\": \"uint8\"", StringComparison.Ordinal) ? 2 : 1;
        try
        {
            return (ImageModels.Read(Signatures.Of([Signatures.Tensor("image", element, "N", "?", "?", "?")], []), spec)["image"], "");
        }
        catch (ItemException problem)
        {
            return (null, $"{problem.Code} {problem.Message}");
        }
    }

    /// <summary>How the JSON is wrong is said in the words of each reader.</summary>
    private static string WithoutJsonDetail(string error) => error.Contains("no valid JSON: ", StringComparison.Ordinal) ? error[..error.IndexOf("no valid JSON: ", StringComparison.Ordinal)] : error;

    private static string Print(ImageSpec? spec) => spec is null
        ? ""
        : string.Join("; ", spec.Color, spec.ApplyExif, spec.Scale, string.Join(",", spec.Mean), string.Join(",", spec.Std), spec.Layout, spec.Element, string.Join(" ", spec.Steps.Select(Print)));

    private static string Print(ImageStep step) => step switch
    {
        ResizeStep resize => $"{resize.Mode} {resize.Size} {resize.Filter} {resize.Antialias} {resize.Precision} {string.Join(",", resize.PadColor)} {resize.PadAlign}",
        PadStep pad => $"pad {pad.Size} {string.Join(",", pad.PadColor)} {pad.PadAlign}",
        _ => step.ToString(),
    };
}
