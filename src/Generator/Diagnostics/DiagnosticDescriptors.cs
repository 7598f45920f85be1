using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator;

/// <summary>What NetGen reports, with severity and wording.</summary>
internal static class DiagnosticDescriptors
{
    private const string Category = "NetGen";

    private const string HelpRoot = "https://github.com/netgen-dotnet/netgen/blob/main/docs/diagnostics/";

    /// <summary>"'DigitNet' must be partial: NetGen adds the code that runs the network to it"</summary>
    public static readonly DiagnosticDescriptor NotPartial = Error(
        DiagnosticIds.NotPartial,
        "The network class is not partial",
        "'{0}' must be partial: NetGen adds the code that runs the network to it");

    /// <summary>"'DigitNet' needs exactly one [Input], before its layers: it has none"</summary>
    public static readonly DiagnosticDescriptor InputMisplaced = Error(
        DiagnosticIds.InputMisplaced,
        "No [Input], several, or not first",
        "'{0}' needs exactly one [Input], before its layers: {1}");

    /// <summary>"The layers of 'DigitNet' stand on 2 parts of the class, so their order is unknown: move them to one"</summary>
    public static readonly DiagnosticDescriptor LayersOnSeveralParts = Error(
        DiagnosticIds.LayersOnSeveralParts,
        "Layers stand on several parts of the class",
        "The layers of '{0}' stand on {1} parts of the class, so their order is unknown: move them to one");

    /// <summary>"'DigitNet' has no layer: add at least one, such as [Conv(3, 16)], after [Input]"</summary>
    public static readonly DiagnosticDescriptor NoLayer = Error(
        DiagnosticIds.NoLayer,
        "The network has no layer",
        "'{0}' has no layer: add at least one, such as [Conv(3, 16)], after [Input]");

    /// <summary>"'conv1': the kernel is 0, but must be at least 1"</summary>
    public static readonly DiagnosticDescriptor ArgumentOutOfRange = Error(
        DiagnosticIds.ArgumentOutOfRange,
        "An argument is out of range",
        "'{0}': {1}");

    /// <summary>"'add1' names 'conv9', but no layer has this name"</summary>
    public static readonly DiagnosticDescriptor UnknownLayer = Error(
        DiagnosticIds.UnknownLayer,
        "A name leads to no layer",
        "'{0}' names {1}, {2}");

    /// <summary>"NetGen cannot generate into 'DigitNet': it is static"</summary>
    public static readonly DiagnosticDescriptor CannotGenerateInto = Error(
        DiagnosticIds.CannotGenerateInto,
        "The class cannot be generated into",
        "NetGen cannot generate into '{0}': {1}");

    /// <summary>"'conv3' takes 256 input channels, but 'pool2' gives 128"</summary>
    public static readonly DiagnosticDescriptor InputMismatch = Error(
        DiagnosticIds.InputMismatch,
        "The stated input differs from what arrives",
        "'{0}' takes {1} input {2}, but '{3}' gives {4}");

    /// <summary>"'conv3' needs 7 rows, but its padded input has 5"</summary>
    public static readonly DiagnosticDescriptor KernelTooLarge = Error(
        DiagnosticIds.KernelTooLarge,
        "A kernel is larger than its padded input",
        "'{0}' needs {1} {2}, but its {3} has {4}");

    /// <summary>"'add1' joins 'conv3', 14×14×32, with 'conv1', 16×16×32"</summary>
    public static readonly DiagnosticDescriptor BranchesDiffer = Error(
        DiagnosticIds.BranchesDiffer,
        "Branches that are joined differ in shape",
        "{0}");

    /// <summary>"The stride of 'pool1' leaves the last 1 of 27 rows of its input unread"</summary>
    public static readonly DiagnosticDescriptor StrideLeavesRest = Info(
        DiagnosticIds.StrideLeavesRest,
        "A stride leaves trailing rows or columns unread",
        "The stride of '{0}' leaves {1} of its input unread");

    /// <summary>
    /// "The output of 'upsample1', 65536×65536×3, is larger than 32-bit lengths can express: at most 2,147,483,647 elements fit in one
    /// tensor"
    /// </summary>
    public static readonly DiagnosticDescriptor SizeOverflow = Error(
        DiagnosticIds.SizeOverflow,
        "A size overflows 32-bit lengths",
        "{0} is larger than 32-bit lengths can express: at most 2,147,483,647 elements fit in one tensor");

    /// <summary>"Nothing reads the output of 'conv3'"</summary>
    public static readonly DiagnosticDescriptor UnreadLayer = Error(
        DiagnosticIds.UnreadLayer,
        "Nothing reads a layer's output",
        "Nothing reads the output of '{0}': name it in a later layer or in an [Output], or take the layer out");

    /// <summary>
    /// "'fc6' fixes the input to 224×224: it needs exactly 7×7×512; [Conv(7, 512, 4096)] computes the same and accepts any larger size"
    /// </summary>
    public static readonly DiagnosticDescriptor DenseFixesSize = Info(
        DiagnosticIds.DenseFixesSize,
        "[Dense] fixes the input size",
        "'{0}' fixes the input to {1}: it needs exactly {2}; {3} computes the same and accepts any larger size");

    /// <summary>
    /// "'fc1' needs a map of one size, but gets ⌊H/2⌋×⌊W/2⌋×8, which depends on the size of the image: use a convolution such as [Conv(7,
    /// 8, 10)]"
    /// </summary>
    public static readonly DiagnosticDescriptor DenseAfterAnySize = Error(
        DiagnosticIds.DenseAfterAnySize,
        "[Dense] after an any-size input",
        "'{0}' needs a map of one size, but gets {1}, which depends on the size of the image: use a convolution such as {2}");

    /// <summary>"'VggNet' is dense-only: 'conv1' pads its input, so the entries of the fully convolutional map differ …"</summary>
    public static readonly DiagnosticDescriptor DenseOnly = Info(
        DiagnosticIds.DenseOnly,
        "Padding makes the map differ from the crops",
        "'{0}' is dense-only: '{1}' {2}, "
        + "so the entries of the fully convolutional map differ from the network run on crops, "
        + "which see padding where the image has pixels "
        + "(receptive field {3}, stride {4}, padding {5}; layers that read past their map: {6})");

    /// <summary>
    /// "'ResNet' is not tileable: 'globalaveragepool1' reads the whole map, so the result for a large image cannot be put together from
    /// tiles …"
    /// </summary>
    public static readonly DiagnosticDescriptor NotTileable = Info(
        DiagnosticIds.NotTileable,
        "A layer reads the whole image",
        "'{0}' is not tileable: '{1}' {2}, so the result for a large image cannot be put together from tiles (layers of that kind: {3})");

    /// <summary>"'add1' joins 'conv3' with 'pool1', whose rows' centres lie 1/2 rows of the image apart"</summary>
    public static readonly DiagnosticDescriptor BranchesOutOfLine = Create(
        DiagnosticIds.BranchesOutOfLine,
        "Branches that are joined do not line up",
        "'{0}' joins '{1}' with '{2}', {3}",
        DiagnosticSeverity.Warning);

    /// <summary>"The fully convolutional form of 'Net' refuses some sizes of image: 'add1' joins …"</summary>
    public static readonly DiagnosticDescriptor SizesRefused = Info(
        DiagnosticIds.SizesRefused,
        "The fully convolutional form refuses some sizes",
        "The fully convolutional form of '{0}' refuses some sizes of image: {1}");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        NotPartial, InputMisplaced, LayersOnSeveralParts, NoLayer, ArgumentOutOfRange, UnknownLayer, CannotGenerateInto, InputMismatch,
        KernelTooLarge, BranchesDiffer, StrideLeavesRest, SizeOverflow, UnreadLayer, DenseFixesSize, DenseAfterAnySize, DenseOnly, NotTileable,
        BranchesOutOfLine, SizesRefused,
    ];

    public static DiagnosticDescriptor ById(string id) => All.First(descriptor => descriptor.Id == id);

    public static bool IsError(string id) => ById(id).DefaultSeverity == DiagnosticSeverity.Error;

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Info(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: HelpRoot + id + ".md");
}
