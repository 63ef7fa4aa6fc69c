namespace ModelCompression.Diagnostics;

/// <summary>
/// Every diagnostic code. MC0xxx: environment and use of the item; MC1xxx: gates; MC2xxx: model and data; MC3xxx: advice; MC9xxx: bugs.
/// A code never changes its meaning and is never reused.
/// </summary>
public static class Codes
{
    /// <summary>The .NET host or SDK is too old or cannot be found.</summary>
    public const string HostNotFound = "MC0001";

    /// <summary>Two items produce the same class, resource or file.</summary>
    public const string DuplicateItem = "MC0002";

    /// <summary>The project does not reference ONNX Runtime for .NET.</summary>
    public const string RuntimeNotReferenced = "MC0003";

    /// <summary>A metadatum or option has a value that is not allowed.</summary>
    public const string InvalidOption = "MC0004";

    /// <summary>A metadatum looks like a misspelt one of ours.</summary>
    public const string UnknownOption = "MC0005";

    /// <summary>An output file or folder cannot be written.</summary>
    public const string OutputNotWritable = "MC0006";

    /// <summary>The request to the engine cannot be read.</summary>
    public const string InvalidRequest = "MC0007";

    /// <summary>A project cannot use the item, because its language is not C#.</summary>
    public const string UnsupportedProject = "MC0008";

    /// <summary>An option is given and has no effect beside the others.</summary>
    public const string OptionWithoutEffect = "MC0009";

    /// <summary>The engine ended unexpectedly.</summary>
    public const string EngineCrashed = "MC1000";

    /// <summary>The accuracy gate failed.</summary>
    public const string GateFailed = "MC1001";

    /// <summary>The compressed file is larger than MaxSize.</summary>
    public const string TooLarge = "MC1002";

    /// <summary>The time limit of an item was reached before a result was accepted.</summary>
    public const string OutOfTime = "MC1003";

    /// <summary>Mode CacheOnly found nothing in the cache.</summary>
    public const string NotInCache = "MC1004";

    /// <summary>The samples are too few to tell whether the accuracy gate holds.</summary>
    public const string Undecided = "MC1005";

    /// <summary>The result is not the one that the lock file records.</summary>
    public const string LockMismatch = "MC1006";

    /// <summary>A model file does not exist.</summary>
    public const string ModelNotFound = "MC2001";

    /// <summary>A file is not a valid ONNX model.</summary>
    public const string InvalidModel = "MC2002";

    /// <summary>A file is a git-LFS pointer.</summary>
    public const string LfsPointer = "MC2003";

    /// <summary>Data lacks a tensor, or a tensor has the wrong type or shape for the model.</summary>
    public const string DataMismatch = "MC2004";

    /// <summary>A data set does not exist or has no known format.</summary>
    public const string DataNotFound = "MC2005";

    /// <summary>A data set holds no samples.</summary>
    public const string EmptyData = "MC2006";

    /// <summary>A metric needs labels the data set does not have, or labels the model cannot produce.</summary>
    public const string LabelsMissing = "MC2007";

    /// <summary>A data file is damaged or unsafe.</summary>
    public const string InvalidData = "MC2008";

    /// <summary>The IR version or an opset is newer than supported.</summary>
    public const string UnsupportedVersion = "MC2009";

    /// <summary>External data is missing, unsafe or outside the model's folder.</summary>
    public const string InvalidExternalData = "MC2010";

    /// <summary>A preprocessing spec is invalid.</summary>
    public const string InvalidPreprocessing = "MC2011";

    /// <summary>ONNX Runtime cannot load or run the model.</summary>
    public const string CannotRun = "MC2012";

    /// <summary>A recipe file is invalid.</summary>
    public const string InvalidRecipe = "MC2013";

    /// <summary>Two models that are to be compared have different inputs or outputs.</summary>
    public const string SignatureDiffers = "MC2014";

    /// <summary>A model is too large to be compressed in one piece.</summary>
    public const string ModelTooLarge = "MC2015";

    /// <summary>A lock file is missing or invalid.</summary>
    public const string InvalidLockFile = "MC2016";

    /// <summary>A gradient is needed through an operator, or a form of one, for which none is known.</summary>
    public const string NoGradient = "MC2017";

    /// <summary>No validation data: the accuracy of the result is not gated.</summary>
    public const string NotGated = "MC3001";

    /// <summary>There is nothing to compress in the model.</summary>
    public const string NothingToCompress = "MC3002";

    /// <summary>The compressed model is slower or not smaller.</summary>
    public const string NoGain = "MC3003";

    /// <summary>The project's ONNX Runtime differs from the engine's.</summary>
    public const string RuntimeVersionDiffers = "MC3004";

    /// <summary>Products of int8 layers can saturate, so that results depend on the CPU.</summary>
    public const string CanSaturate = "MC3006";

    /// <summary>The model is quantized already and is passed through as it is.</summary>
    public const string AlreadyQuantized = "MC3007";

    /// <summary>Samples are in the calibration data and in the validation data.</summary>
    public const string SharedSamples = "MC3009";

    /// <summary>A rule of a recipe matches no node of the model.</summary>
    public const string RuleMatchesNothing = "MC3010";

    /// <summary>The vocabulary knows nothing of some texts.</summary>
    public const string UnknownTexts = "MC3011";

    /// <summary>The original itself gets nothing right, so that a limit on the loss means nothing.</summary>
    public const string WeakOriginal = "MC3012";

    /// <summary>This machine cannot run models the way the target does.</summary>
    public const string TargetNotRun = "MC3008";

    /// <summary>A bug in ModelCompression.Build.</summary>
    public const string Bug = "MC9001";
}
