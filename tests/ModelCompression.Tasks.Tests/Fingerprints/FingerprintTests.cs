using ModelCompression.Tasks.Fingerprints;
using ModelCompression.Tasks.Items;
using ModelCompression.Tasks.Signature;

namespace ModelCompression.Tasks.Tests.Fingerprints;

/// <summary>Each change that can matter changes the fingerprint; what cannot does not.</summary>
[TestClass]
public sealed class FingerprintTests
{
    private static readonly (string Name, string Value)[] Metadata =
    [
        ("CalibrationData", "data/list.csv"), ("ValidationData", "data/folder"), ("TrainingData", "data/**/*.bin"),
        ("Preprocess", "models/pre.json"), ("Recipe", "Auto"), ("Labels", "labels.txt"),
    ];

    private readonly TaskProject _project = new();

    [TestInitialize]
    public void WriteFiles()
    {
        TinyOnnx.Write(_project["models/a.onnx"], maxBytes: 100);
        foreach (var file in new[] { "data/images/1.png", "data/folder/deep/x.npy", "data/train/1.bin", "models/mean.npy", "labels.txt", "engine/Engine.dll", "engine/ModelCompression.Core.dll", "models/other.onnx" })
        {
            _project.Write(file, "content");
        }

        _project.Write("data/list.csv", "label,path\n1,images/1.png\n2,\"images/2, with comma.png\"\n");
        _project.Write("models/pre.json", """{"inputs":{"x":{"mean":"mean.npy"}}}""");
    }

    [TestCleanup]
    public void Delete() => _project.Dispose();

    [TestMethod]
    public void Equal_files_and_options_give_equal_text() => Assert.AreEqual(Text(), Text());

    [TestMethod]
    [DataRow("models/a.onnx")]
    [DataRow("models/a.onnx.data")]
    [DataRow("data/list.csv")]
    [DataRow("data/images/1.png")]
    [DataRow("data/folder/deep/x.npy")]
    [DataRow("data/train/1.bin")]
    [DataRow("models/pre.json")]
    [DataRow("models/mean.npy")]
    [DataRow("labels.txt")]
    [DataRow("engine/Engine.dll")]
    [DataRow("engine/ModelCompression.Core.dll")]
    public void A_touched_file_is_a_change(string file)
    {
        var before = Text();

        File.SetLastWriteTimeUtc(_project[file], new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.AreNotEqual(before, Text());
    }

    [TestMethod]
    [DataRow("data/folder/new.npy")]
    [DataRow("data/deeper/still/new.bin")]
    [DataRow("data/images/2, with comma.png")]
    [DataRow("Auto")]
    public void A_new_file_is_a_change(string file)
    {
        var before = Text();

        _project.Write(file, "new");

        Assert.AreNotEqual(before, Text());
    }

    [TestMethod]
    [DataRow("models/other.onnx")]
    [DataRow("Program.cs")]
    public void A_file_that_no_item_names_is_none(string file)
    {
        var before = Text();

        _project.Write(file, "changed");

        Assert.AreEqual(before, Text());
    }

    [TestMethod]
    [DataRow("MaxMetricDrop", "0.02")]
    [DataRow("Anything", "new")]
    public void Every_metadatum_counts(string name, string value) => Assert.AreNotEqual(Text(), Text((name, value)));

    [TestMethod]
    public void A_path_that_is_none_is_left_to_the_engine() => Assert.Contains("CalibrationData", Text(("CalibrationData", "nowhere/*\0|<>.csv")));

    [TestMethod]
    public void IDX_images_bring_their_labels()
    {
        _project.Write("idx/train-images-idx3-ubyte", "1");
        _project.Write("idx/train-labels-idx1-ubyte.gz", "1");
        (string, string) data = ("CalibrationData", "idx/train-images-idx3-ubyte");
        var before = Text(data);

        _project.Write("idx/train-labels-idx1-ubyte.gz", "changed");

        Assert.AreNotEqual(before, Text(data));
    }

    [TestMethod]
    public void A_loop_of_links_has_an_end()
    {
        Directory.CreateSymbolicLink(_project["data/folder/loop"], _project["data/folder"]);

        Assert.DoesNotContain("loop", Text());
    }

    [TestMethod]
    public void A_vocabulary_of_the_spec_counts_with_its_arrival_and_its_changes()
    {
        _project.Write("specs/text.pre.json", "{\"inputs\":{\"ids\":{\"type\":\"text\",\"vocab\":\"../models/vocab.txt\"}}}");
        (string, string) spec = ("Preprocess", "specs/text.pre.json");
        var absent = Text(spec);
        _project.Write("models/vocab.txt", "a");
        var before = Text(spec);
        _project.Write("models/vocab.txt", "a b");

        Assert.AreNotEqual(absent, before);
        Assert.AreNotEqual(before, Text(spec));
    }

    /// <summary>Both files of byte-level BPE, and a tokenizer that the item names itself.</summary>
    [TestMethod]
    [DataRow("text.pre.json", "{\"inputs\":{\"ids\":{\"vocab\":\"vocab.json\",\"merges\":\"merges.txt\"}}}", "merges.txt")]
    [DataRow("tokenizer.json", "{\"model\":{}}", "tokenizer.json")]
    [DataRow("vocab.txt", "a", "vocab.txt")]
    public void Files_that_preprocessing_is_imported_from_count(string name, string content, string changed)
    {
        _project.Write(name, content);
        _project.Write("merges.txt", "a b");
        (string, string) spec = ("Preprocess", name);
        var before = Text(spec);
        _project.Write(changed, content + " ");

        Assert.AreNotEqual(before, Text(spec));
    }

    [TestMethod]
    [DataRow("sounds.csv", "path,start,end\nwav/a b.wav,0,1\nwav/a b.wav,2,3\n")]
    [DataRow("sounds.tsv", "text\tpath\nhello\twav/a b.wav\n")]
    [DataRow("sounds.jsonl", "{\"text\": \"audio\"}\n{\"text\": \"hello\", \"audio\": \"wav\\\\a b.wav\", \"n\": 1}\n")]
    public void Recordings_of_a_list_count_with_their_arrival_and_their_changes(string name, string list)
    {
        _project.Write("data/" + name, list);
        (string, string) data = ("ValidationData", "data/" + name);
        var absent = Text(data);
        _project.Write("data/wav/a b.wav", "1");
        var before = Text(data);
        _project.Write("data/wav/a b.wav", "12");

        Assert.AreNotEqual(absent, before);
        Assert.AreNotEqual(before, Text(data));
    }

    [TestMethod]
    [DataRow("wav/a.txt")]
    [DataRow("wav/a.trans.txt")]
    public void Texts_beside_recordings_count(string name)
    {
        _project.Write("sound/wav/a.wav", "1");
        (string, string) data = ("ValidationData", "sound");
        var before = Text(data);
        _project.Write("sound/" + name, "hello");

        Assert.AreNotEqual(before, Text(data));
    }

    [TestMethod]
    public void Tokens_that_an_output_names_count()
    {
        _project.Write("specs/speech.pre.json", "{\"outputs\":{\"y\":{\"decode\":\"ctc-greedy\",\"vocab\":\"tokens.txt\",\"blank\":0}}}");
        (string, string) spec = ("Preprocess", "specs/speech.pre.json");
        _project.Write("specs/tokens.txt", "a");
        var before = Text(spec);
        _project.Write("specs/tokens.txt", "a b");

        Assert.AreNotEqual(before, Text(spec));
    }

    [TestMethod]
    public void Texts_are_not_taken_for_paths()
    {
        _project.Write("data/pairs.csv", "images/1.png,labels.txt,4.5\nlabels.txt,images/1.png,1\n");

        var text = Text(("CalibrationData", "data/pairs.csv"));

        Assert.Contains("CalibrationData: data/pairs.csv", text);
        Assert.DoesNotContain("CalibrationData: data/images", text);
    }

    [TestMethod]
    [DataRow("Verify", false, true)]
    [DataRow("verify", true, true)]
    [DataRow("", true, true)]
    [DataRow("", false, false)]
    [DataRow("Off", true, false)]
    [DataRow("Update", true, false)]
    public void A_lock_file_counts_where_the_result_is_held_against_it(string mode, bool isBuildServer, bool counts)
    {
        string Lines()
        {
            var fingerprint = new Fingerprint(_project.Directory);
            fingerprint.AddLockFile(_project["models/a.onnx.lock.json"], mode, isBuildServer);
            return fingerprint.ToString();
        }

        _project.Write("models/a.onnx.lock.json", "{}");
        var before = Lines();
        _project.Write("models/a.onnx.lock.json", "{ }");

        Assert.AreEqual(counts, before != Lines());
    }

    [TestMethod]
    public void A_lock_file_that_is_taken_away_is_written_again()
    {
        string Lines()
        {
            var fingerprint = new Fingerprint(_project.Directory);
            fingerprint.AddLockFile(_project["models/a.onnx.lock.json"], "Update", false);
            return fingerprint.ToString();
        }

        _project.Write("models/a.onnx.lock.json", "{}");
        var before = Lines();
        File.Delete(_project["models/a.onnx.lock.json"]);

        Assert.AreNotEqual(before, Lines());
    }

    private string Text(params (string Name, string Value)[] more)
    {
        var item = new ModelItem(TaskProject.Model("models/a.onnx", [.. Metadata, .. more]), _project.Directory);
        var fingerprint = new Fingerprint(_project.Directory);
        fingerprint.AddOption("mode", "Compress");
        fingerprint.AddEngine(_project["engine/Engine.dll"]);
        fingerprint.AddItem(item, ModelSignatureReader.Read(item.Path));
        return fingerprint.ToString();
    }
}
