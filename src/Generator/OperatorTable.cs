using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Plan;
using NetGen.Generator.Shapes;

namespace NetGen.Generator;

/// <summary>What each step of the compiler needs to know of one kind of layer.</summary>
/// <param name="Kind">The attribute's name without "Attribute".</param>
/// <param name="Read">Graph: reads the arguments.</param>
/// <param name="Shape">Shapes: infers the output's shape, receptive field and cost.</param>
/// <param name="Emit">Emit: writes the kernel's call. Null for a kind that a pass always replaces.</param>
internal sealed record OperatorEntry(string Kind, Func<ArgumentReader, Operator> Read, IShapeRule Shape, IEmitter? Emit)
{
    /// <summary>Passes and Plan: what may be done with it.</summary>
    public OperatorTraits Traits { get; init; }

    /// <summary>Plan: chooses the kernel; by default there is one, named after the kind.</summary>
    public Func<Node, NetworkGraph, NetworkOptions, KernelChoice> Kernel { get; init; } =
        (node, _, _) => new KernelChoice(node.Operator.Kind.ToLowerInvariant());
}

/// <summary>All kinds of layers. Adding one is adding its files, one for each step, and a line here.</summary>
internal static class OperatorTable
{
    private static readonly IReadOnlyDictionary<string, OperatorEntry> Entries = new OperatorEntry[]
    {
        new("Conv", ConvOperator.Read, new ConvShape(), new ConvEmitter())
        {
            Traits = OperatorTraits.FoldsBatchNorm | OperatorTraits.FusesActivation,
            Kernel = ConvKernels.Choose,
        },
        new("ConvTranspose", ConvTransposeOperator.Read, new ConvTransposeShape(), new ConvTransposeEmitter())
        {
            Traits = OperatorTraits.FoldsBatchNorm | OperatorTraits.FusesActivation,
        },
        new("Dense", DenseOperator.Read, new DenseShape(), Emit: null),
        new("MaxPool", MaxPoolOperator.Read, new MaxPoolShape(), new MaxPoolEmitter()),
        new("AveragePool", AveragePoolOperator.Read, new AveragePoolShape(), new AveragePoolEmitter()),
        new("GlobalAveragePool", _ => new GlobalAveragePoolOperator(), new GlobalPoolShape(), new GlobalPoolEmitter()),
        new("GlobalMaxPool", _ => new GlobalMaxPoolOperator(), new GlobalPoolShape(), new GlobalPoolEmitter()),
        new("AdaptiveAveragePool", AdaptiveAveragePoolOperator.Read, new AdaptiveAveragePoolShape(), new AdaptiveAveragePoolEmitter()),
        new("BatchNorm", BatchNormOperator.Read, new BatchNormShape(), new BatchNormEmitter())
        {
            Traits = OperatorTraits.InPlace | OperatorTraits.FusesActivation,
        },
        new("InstanceNorm", GroupNormOperator.Read, new GroupNormShape(), new GroupNormEmitter()) { Traits = OperatorTraits.InPlace },
        new("GroupNorm", GroupNormOperator.Read, new GroupNormShape(), new GroupNormEmitter()) { Traits = OperatorTraits.InPlace },
        new("LocalResponseNorm", LocalResponseNormOperator.Read, new PointwiseShape(), new LocalResponseNormEmitter()),
        Activation("Relu", ActivationOperator.Read),
        Activation("LeakyRelu", ActivationOperator.ReadLeakyRelu),
        new("PRelu", _ => new PReluOperator(), new PReluShape(), new PReluEmitter()) { Traits = OperatorTraits.InPlace },
        Activation("Elu", ActivationOperator.ReadElu),
        Activation("Selu", ActivationOperator.Read),
        Activation("Sigmoid", ActivationOperator.Read),
        Activation("HardSigmoid", ActivationOperator.Read),
        Activation("HardSwish", ActivationOperator.Read),
        Activation("Silu", ActivationOperator.Read),
        Activation("Mish", ActivationOperator.Read),
        Activation("Gelu", ActivationOperator.Read),
        Activation("Tanh", ActivationOperator.Read),
        Activation("Softplus", ActivationOperator.Read),
        Activation("Clip", ActivationOperator.ReadClip),
        new("Softmax", arguments => new SoftmaxOperator(arguments.Kind), new PointwiseShape(), new SoftmaxEmitter())
        {
            Traits = OperatorTraits.InPlace,
        },
        new("LogSoftmax", arguments => new SoftmaxOperator(arguments.Kind), new PointwiseShape(), new SoftmaxEmitter())
        {
            Traits = OperatorTraits.InPlace,
        },
        new("Upsample", UpsampleOperator.Read, new UpsampleShape(), new UpsampleEmitter()),
        new("PixelShuffle", PixelShuffleOperator.Read, new PixelShuffleShape(), new PixelShuffleEmitter()),
        new("ZeroPad", ZeroPadOperator.Read, new ZeroPadShape(), new ZeroPadEmitter()),
        new("Crop", CropOperator.Read, new CropShape(), new CropEmitter()),
        new("CropLike", CropLikeOperator.Read, new CropLikeShape(), new CropLikeEmitter()) { Traits = OperatorTraits.TakesSizeOfLayer },
        new("Add", JoinOperator.Read, new ElementwiseShape(), new ElementwiseEmitter())
        {
            Traits = OperatorTraits.Joins | OperatorTraits.InPlace | OperatorTraits.FusesActivation,
        },
        new("Multiply", JoinOperator.Read, new ElementwiseShape(), new ElementwiseEmitter())
        {
            Traits = OperatorTraits.Joins | OperatorTraits.InPlace | OperatorTraits.FusesActivation,
        },
        new("Concat", JoinOperator.Read, new ConcatShape(), new ConcatEmitter()) { Traits = OperatorTraits.Joins },
        new("Dropout", DropoutOperator.Read, new PointwiseShape(), Emit: null) { Traits = OperatorTraits.IsIdentity },

        // What stands for the input of a block that [Use] puts in, and what the plan puts in.
        new("Use", NotDeclared, new UseShape(), Emit: null) { Traits = OperatorTraits.IsIdentity },
        new("LayoutChange", NotDeclared, new PointwiseShape(), new LayoutChangeEmitter()),
        new("Copy", NotDeclared, new PointwiseShape(), new CopyEmitter()),
    }.ToDictionary(entry => entry.Kind, StringComparer.Ordinal);

    public static IEnumerable<string> Kinds => Entries.Keys;

    /// <summary>
    /// The entry of a kind. Every attribute of NetGen that declares a layer has one; a test holds the two lists together.
    /// </summary>
    public static OperatorEntry ByKind(string kind) => Entries[kind];

    private static Operator NotDeclared(ArgumentReader arguments) =>
        throw new InvalidOperationException($"'{arguments.Kind}' is not read from an attribute of that name.");

    private static OperatorEntry Activation(string kind, Func<ArgumentReader, Operator> read) =>
        new(kind, read, new PointwiseShape(), new ActivationEmitter()) { Traits = OperatorTraits.InPlace | OperatorTraits.IsActivation };
}
